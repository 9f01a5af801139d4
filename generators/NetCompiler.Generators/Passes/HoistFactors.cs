using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Passes;

/// <summary>Takes factors that are the same for all rows out of sums over the batch: Σ x·c = c·Σ x. What is left of several sums is often the same.</summary>
internal static class HoistFactors
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        // In a step of several blocks of rows, a sum is not complete when it would be multiplied.
        if (!graph.CouplesRows)
            return graph;
        var operations = new List<Operation>(graph.Operations.Length);
        foreach (Operation operation in graph.Operations)
        {
            if (operation is Reduce { Kind: Reduction.Sum, Axis: Axis.Batch, Phase: not Phase.Loss } sum && Hoist(sum) is var (inner, outer))
                operations.AddRange([inner, outer]);
            else
                operations.Add(operation);
        }

        return graph with { Operations = [.. operations] };
    }

    private static (Reduce Inner, Elementwise Outer)? Hoist(Reduce sum)
    {
        List<Expression> factors = [.. Factors(sum.Expression)];
        List<Expression> hoisted = [.. factors.Where(factor => IsSameForAllRows(factor, sum.Operands))];
        if (hoisted.Count == 0 || hoisted.Count == factors.Count || hoisted.All(factor => factor is Constant))
            return null;
        Value result = sum.Result.Like("sum");
        (Expression inner, ImmutableArray<Value> operands) = Product(factors.Except(hoisted)).Compact(sum.Operands);
        (Expression outer, ImmutableArray<Value> others) = Product(hoisted).Compact(sum.Operands);
        Expression scaled = Argument(0) * outer.Substitute(index => Argument(index + 1));
        return (
            sum with { Expression = inner, Operands = operands, Result = result },
            new Elementwise(scaled, [result, .. others], sum.Result) { Layer = sum.Layer, Phase = sum.Phase });
    }

    private static IEnumerable<Expression> Factors(Expression expression) => expression switch
    {
        Combine { Operator: Operator.Multiply } product => Factors(product.Left).Concat(Factors(product.Right)),
        Apply { Function: Function.Negate } negated => Factors(negated.Argument).Append(new Constant(-1)),
        _ => [expression],
    };

    private static bool IsSameForAllRows(Expression factor, ImmutableArray<Value> operands) =>
        factor.Nodes().OfType<Operand>().All(operand => !operands[operand.Index].PerExample);

    private static Expression Product(IEnumerable<Expression> factors) => factors.Aggregate((product, factor) => product * factor);
}
