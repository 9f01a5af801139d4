using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>Writes a derivative in terms of the function's output, when that makes the inputs unnecessary:
/// tanh' = 1 - y², sigmoid' = y·(1 - y), relu' = [y &gt; 0]. Then the inputs need not be kept for the backward pass.</summary>
internal static class OutputReuse
{
    /// <summary>Rewrites a derivative, or returns it as it is when it would still need an operand other than the output.</summary>
    /// <param name="derivative">The derivative.</param>
    /// <param name="function">The function that computed the output.</param>
    /// <param name="output">The operand number that stands for the output.</param>
    /// <param name="preservesSign">Whether the output is positive exactly where operand 0 is.</param>
    public static Expression Rewrite(Expression derivative, Expression function, int output, bool preservesSign)
    {
        Expression rewritten = derivative.Rewrite(node =>
            node == function ? new Operand(output)
            : preservesSign && node is Select { Left: Operand { Index: 0 }, Right: Constant { Value: 0 } } select
                ? new Select(new Operand(output), 0.0, select.IfGreater, select.Otherwise)
            : null);
        return rewritten.Nodes().OfType<Operand>().All(operand => operand.Index == output) ? rewritten : derivative;
    }
}
