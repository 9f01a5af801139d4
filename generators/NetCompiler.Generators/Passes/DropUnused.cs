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
            if (operation is not Probe && !operation.Outputs.Any(needed.Contains))
                continue;
            Operation used = operation is Scan scan ? Used(scan, needed) : operation;
            kept.Add(used);
            needed.UnionWith(used.Inputs);
        }

        kept.Reverse();
        return graph with { Operations = [.. kept] };
    }

    /// <summary>A scan without those operations of a step that neither the next step nor others read.</summary>
    private static Scan Used(Scan scan, HashSet<Value> neededOutside)
    {
        HashSet<Value> needed = [.. neededOutside, .. scan.Carries.Select(carry => carry.After)];
        var kept = new List<Operation>();
        foreach (Operation operation in scan.Body.Reverse())
        {
            if (!operation.Outputs.Any(needed.Contains))
                continue;
            kept.Add(operation);
            needed.UnionWith(operation.Inputs);
        }

        kept.Reverse();
        return scan with { Body = [.. kept] };
    }
}
