using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis;

/// <summary>Counts floating-point operations of the forward pass: a multiply-add is two, a function one.</summary>
internal static class Flops
{
    /// <summary>Operations for one example by the path of the layer.</summary>
    public static Dictionary<string, long> ByLayer(ComputeGraph graph) => graph.Operations
        .Where(operation => operation.Phase == Phase.Forward)
        .GroupBy(operation => operation.Layer)
        .ToDictionary(group => group.Key, group => group.Sum(operation => operation.Flops));
}
