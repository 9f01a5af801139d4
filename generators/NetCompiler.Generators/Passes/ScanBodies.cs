using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Runs passes on the operations of one step of each scan.</summary>
internal static class ScanBodies
{
    private static readonly Func<ComputeGraph, ComputeGraph>[] s_passes = [ViewParts.Run, FuseBias.Run, FuseElementwise.Run, FuseEpilogue.Run, GroupElementwise.Run];

    public static ComputeGraph Run(ComputeGraph graph)
    {
        foreach (Scan scan in graph.Operations.OfType<Scan>().ToList())
        {
            ComputeGraph body = graph with { Operations = scan.Body, ReadOutside = ReadOutside(graph, scan) };
            foreach (Func<ComputeGraph, ComputeGraph> run in s_passes)
                body = run(body);
            ImmutableArray<Operation> operations = [.. graph.Operations.Select(operation => ReferenceEquals(operation, scan) ? scan with { Body = body.Operations } : operation)];
            graph = graph with { Operations = operations, Views = body.Views };
        }

        return graph;
    }

    /// <summary>What a scan writes and others read, or its own next step.</summary>
    public static ImmutableHashSet<Value> ReadOutside(ComputeGraph graph, Scan scan)
    {
        IEnumerable<Value> read = graph.Operations.Where(operation => !ReferenceEquals(operation, scan)).SelectMany(operation => operation.Inputs).Concat(graph.Results);
        HashSet<Value> written = [.. scan.Outputs];
        return [.. read.Where(written.Contains), .. scan.Carries.Select(carry => carry.After)];
    }
}
