using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>In a scan, puts elementwise functions that follow one another into one loop, such as all gates of a cell: what they hand to one another stays in registers.</summary>
internal static class GroupElementwise
{
    /// <summary>Runs on the body of a scan.</summary>
    public static ComputeGraph Run(ComputeGraph graph)
    {
        if (graph.ReadOutside is null)
            return graph;
        var operations = new List<Operation>();
        var run = new List<Elementwise>();
        // Parts that lie in place cost nothing, so loops join across them.
        var behind = new List<Operation>();
        foreach (Operation operation in graph.Operations)
        {
            if (operation is Elementwise { Result.PerExample: true } map)
            {
                if (run.Count > 0 && (run[0].Result.Length != map.Result.Length || map.Operands.Any(operand => behind.Exists(other => other.Outputs.Contains(operand)))))
                    Flush();
                run.Add(map);
            }
            else if (operation is Split split && !run.Exists(map => map.Result == split.Whole))
            {
                operations.Add(split);
            }
            else if (operation is Concatenate && run.Count > 0)
            {
                behind.Add(operation);
            }
            else
            {
                Flush();
                operations.Add(operation);
            }
        }

        Flush();
        return graph with { Operations = [.. operations] };

        void Flush()
        {
            if (run.Count > 0)
                operations.Add(Group(graph, run));
            operations.AddRange(behind);
            run.Clear();
            behind.Clear();
        }
    }

    private static ElementwiseGroup Group(ComputeGraph graph, List<Elementwise> run)
    {
        var uses = new Uses(graph);
        List<Value> results = [.. run.Select(map => map.Result)];
        List<Value> operands = [.. run.SelectMany(map => map.Operands).Where(operand => !results.Contains(operand)).Distinct()];
        return new ElementwiseGroup(
            [.. operands],
            [
                .. run.Select(map => new GroupedFunction(
                    map.Expression.Substitute(index => new Operand(Number(map.Operands[index]))),
                    map.Result,
                    graph.Results.Contains(map.Result) || graph.Views.ContainsKey(map.Result) || uses.Readers(map.Result).Any(reader => !run.Contains(reader)))),
            ])
        {
            Layer = run[0].Layer,
            Phase = run[0].Phase,
        };

        int Number(Value value) => results.IndexOf(value) is >= 0 and var result ? operands.Count + result : operands.IndexOf(value);
    }
}
