using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Products one factor of which comes through a rectifier or a dropout: its zeros need no multiplication.</summary>
internal static class FindRectified
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        HashSet<Value> rectified = [.. graph.Operations.Select(Rectified).OfType<Value>()];
        return rectified.Count == 0 ? graph : graph with { Operations = [.. graph.Operations.Select(Mark)] };

        Operation Mark(Operation operation) =>
            operation is MatrixProduct product && rectified.Contains(product.Form == ProductForm.WeightGradient ? product.Right : product.Left) ? product with { IsRectified = true } : operation;
    }

    /// <summary>The result of an operation, if its function is 0 for some of its operands.</summary>
    private static Value? Rectified(Operation operation) => operation switch
    {
        Elementwise map when IsOftenZero(map.Expression, i => map.Operands[i]) => map.Result,
        Product { Epilogue: { } epilogue } product when IsOftenZero(epilogue.Expression, i => i == 0 ? product.Result : epilogue.Operands[i - 1]) => epilogue.Result,
        _ => null,
    };

    private static bool IsOftenZero(Expression expression, Func<int, Value> operand) => expression switch
    {
        Constant constant => constant.Value == 0,
        Operand { Index: var index } => operand(index).Kind == ValueKind.Mask,
        Select select => IsOftenZero(select.IfGreater, operand) || IsOftenZero(select.Otherwise, operand),
        Combine { Operator: Operator.Max or Operator.Min } bound => IsOftenZero(bound.Left, operand) || IsOftenZero(bound.Right, operand),
        Combine { Operator: Operator.Multiply } product => IsOftenZero(product.Left, operand) || IsOftenZero(product.Right, operand),
        Apply { Function: Function.Negate } negative => IsOftenZero(negative.Argument, operand),
        _ => false,
    };
}
