using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Merges an elementwise operation into the only operation that reads its result, when that is elementwise or a reduction:
/// one loop instead of two, and no buffer between them.</summary>
internal static class FuseElementwise
{
    /// <summary>The most arithmetic in one loop. Where a reader uses a value twice, its expression is copied, so a long chain of such
    /// readers would double at every step.</summary>
    private const int MostCost = 64;

    public static ComputeGraph Run(ComputeGraph graph)
    {
        List<Operation> operations = [.. graph.Operations];
        var uses = new Uses(graph);
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not Elementwise producer || Repeats(producer) || uses.Readers(producer.Result) is not [var reader]
                || reader.Phase != producer.Phase || (reader is Reduce && StartsGradient(graph, producer)) || !uses.IsOnlyReader(producer.Result, reader) || Merge(producer, reader) is not { } merged || Cost(merged) > MostCost)
            {
                continue;
            }

            operations[operations.IndexOf(reader)] = merged;
            operations.RemoveAt(i--);
            uses = new Uses(graph with { Operations = [.. operations] });
        }

        return graph with { Operations = [.. operations] };
    }

    /// <summary>Whether this is where the gradient of a sequence starts: padding has to be taken out of it before it is summed.</summary>
    private static bool StartsGradient(ComputeGraph graph, Elementwise map) =>
        map.Result.IsSequence && map.Phase == Phase.Backward && graph.Operations.Any(operation => operation is Arrange { Phase: Phase.Loss } target && map.Operands.Contains(target.Result));

    /// <summary>Whether the numbers of groups are repeated: what reads them runs over longer rows.</summary>
    private static bool Repeats(Elementwise map) => map.Result.Positions == 1 && map.Operands.Any(operand => operand.PerExample && operand.Length > 1 && operand.Length < map.Result.Length);

    private static int Cost(Operation operation) => operation is Reduce reduce ? reduce.Expression.Cost() : ((Elementwise)operation).Expression.Cost();

    private static Operation? Merge(Elementwise producer, Operation reader) => reader switch
    {
        Elementwise map when map.Result.Length == producer.Result.Length && map.Result.PerExample == producer.Result.PerExample =>
            Merge(producer, map.Expression, map.Operands) is var (expression, operands) ? map with { Expression = expression, Operands = operands, PreservesSign = false } : null,
        Reduce reduce when reduce.Length == producer.Result.Length && producer.Result.PerExample =>
            Merge(producer, reduce.Expression, reduce.Operands) is var (expression, operands) ? reduce with { Expression = expression, Operands = operands } : null,
        _ => null,
    };

    private static (Expression Expression, ImmutableArray<Value> Operands) Merge(Elementwise producer, Expression expression, ImmutableArray<Value> operands)
    {
        ImmutableArray<Value> all = [.. producer.Operands.Concat(operands.Where(operand => operand != producer.Result)).Distinct()];
        Expression inner = producer.Expression.Substitute(index => new Operand(all.IndexOf(producer.Operands[index])));
        Expression merged = expression.Substitute(index => operands[index] == producer.Result ? inner : new Operand(all.IndexOf(operands[index])));
        return (merged, all);
    }
}
