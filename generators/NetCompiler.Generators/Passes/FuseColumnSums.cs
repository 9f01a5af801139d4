using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Passes;

/// <summary>Computes a bias gradient, the column sums of dY, within the weight gradient, which reads the columns of dY anyway.</summary>
internal static class FuseColumnSums
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        List<Operation> operations = [.. graph.Operations];
        var uses = new Uses(graph);
        // The product may stand further back than a reader of the sum.
        foreach (Reduce sum in graph.Operations.OfType<Reduce>().Where(reduce => IsColumnSum(reduce) && uses.Readers(reduce.Result).Count == 0))
        {
            int product = operations.FindIndex(operation =>
                operation is Product { Form: ProductForm.WeightGradient, ColumnSums: null } candidate && candidate.Right == sum.Operands[0] && candidate.Columns == sum.Result.Length);
            if (product < 0)
                continue;
            operations[product] = (Product)operations[product] with { ColumnSums = sum.Result };
            operations.Remove(sum);
        }

        return graph with { Operations = [.. operations] };
    }

    private static bool IsColumnSum(Reduce reduce) => reduce is { Kind: Reduction.Sum, Axis: Axis.Batch } && reduce.Expression == Argument(0);
}
