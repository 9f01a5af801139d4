using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Removes operations whose results nobody reads.</summary>
internal static class DropUnused
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        HashSet<Value> needed = [.. graph.Results];
        var kept = new List<Operation>();
        foreach (Operation operation in graph.Operations.Reverse())
        {
            if (!operation.Outputs.Any(needed.Contains))
                continue;
            kept.Add(operation);
            needed.UnionWith(operation.Inputs);
        }

        kept.Reverse();
        return graph with { Operations = [.. kept] };
    }
}
