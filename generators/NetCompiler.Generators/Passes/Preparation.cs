using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Sets apart what depends on parameters only, in front of everything else: where the parameters do not change any more it is computed once.</summary>
internal static class Preparation
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        HashSet<Value> prepared = [];
        var first = new List<Operation>();
        var rest = new List<Operation>(graph.Operations.Length);
        foreach (Operation operation in graph.Operations)
        {
            if (operation.Inputs.All(input => input.Kind == ValueKind.Parameter || prepared.Contains(input)) && operation.Outputs.All(output => !output.PerExample))
            {
                prepared.UnionWith(operation.Outputs);
                first.Add(operation with { Phase = Phase.Prepare });
            }
            else
            {
                rest.Add(operation);
            }
        }

        return graph with { Operations = [.. first, .. rest] };
    }

    /// <summary>The prepared values that the other operations read.</summary>
    public static IReadOnlyList<Value> Results(ComputeGraph graph)
    {
        HashSet<Value> read = [.. graph.Operations.Where(operation => operation.Phase != Phase.Prepare).SelectMany(operation => operation.Inputs)];
        return [.. graph.Operations.Where(operation => operation.Phase == Phase.Prepare).SelectMany(operation => operation.Outputs).Where(read.Contains)];
    }
}
