using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Computes equal sums once.</summary>
internal static class MergeEqual
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        HashSet<Value> results = [.. graph.Results];
        var known = new List<Reduce>();
        var replaced = new Dictionary<Value, Value>();
        var operations = new List<Operation>(graph.Operations.Length);
        foreach (Operation operation in graph.Operations)
        {
            Operation current = Replace(operation, replaced);
            if (current is Reduce { Phase: not Phase.Loss } sum)
            {
                int first = known.FindIndex(other => AreEqual(other, sum));
                if (first >= 0 && !(results.Contains(sum.Result) && results.Contains(known[first].Result)))
                {
                    if (results.Contains(sum.Result))
                        Rename(operations, known, first, sum.Result, replaced);
                    else
                        replaced[sum.Result] = known[first].Result;
                    continue;
                }

                known.Add(sum);
            }

            operations.Add(current);
        }

        return graph with { Operations = [.. operations] };
    }

    /// <summary>Lets an operation write a result of the graph instead of a value between.</summary>
    private static void Rename(List<Operation> operations, List<Reduce> known, int index, Value result, Dictionary<Value, Value> replaced)
    {
        Reduce sum = known[index];
        int position = operations.FindIndex(operation => ReferenceEquals(operation, sum));
        replaced[sum.Result] = result;
        operations[position] = known[index] = sum with { Result = result };
        for (int i = position + 1; i < operations.Count; i++)
            operations[i] = Replace(operations[i], replaced);
    }

    private static bool AreEqual(Reduce a, Reduce b) =>
        a.Kind == b.Kind && a.Axis == b.Axis && a.Result.Length == b.Result.Length && a.Phase == b.Phase && a.Expression == b.Expression && a.Operands.SequenceEqual(b.Operands);

    private static Operation Replace(Operation operation, Dictionary<Value, Value> replaced) => operation switch
    {
        Elementwise map when map.Operands.Any(replaced.ContainsKey) => map with { Operands = Replace(map.Operands, replaced) },
        Reduce reduce when reduce.Operands.Any(replaced.ContainsKey) => reduce with { Operands = Replace(reduce.Operands, replaced) },
        _ => operation,
    };

    private static ImmutableArray<Value> Replace(ImmutableArray<Value> values, Dictionary<Value, Value> replaced) =>
        [.. values.Select(value => replaced.TryGetValue(value, out Value? other) ? other : value)];
}
