using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis;

/// <summary>Counts floating-point operations of the forward pass: a multiply-add is two, a function one.</summary>
internal static class Flops
{
    /// <summary>Operations for one example by the path of the layer.</summary>
    public static Dictionary<string, long> ByLayer(ComputeGraph graph) => graph.Operations
        .Where(operation => operation.Phase == Phase.Forward)
        .GroupBy(operation => operation.Layer)
        .ToDictionary(group => group.Key, group => group.Sum(Count));

    /// <summary>What works on the steps of a sequence one by one does so in each of them.</summary>
    private static long Count(Operation operation) => operation switch
    {
        Scan scan => scan.Body.Sum(Count),
        PoolSteps => operation.Flops,
        _ => operation.Flops * Math.Max(operation.Outputs.Max(output => output.Steps), 1),
    };
}
