using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The degree of an expression as a polynomial.</summary>
internal static class PolynomialDegree
{
    /// <summary>The degree as a polynomial in one operand; infinite when it is none.</summary>
    public static double In(Expression expression, int operand) => expression switch
    {
        Operand leaf => leaf.Index == operand ? 1 : 0,
        Constant => 0,
        Apply { Function: Function.Negate } negated => In(negated.Argument, operand),
        Combine { Operator: Operator.Add or Operator.Subtract } sum => Math.Max(In(sum.Left, operand), In(sum.Right, operand)),
        Combine { Operator: Operator.Multiply } product => In(product.Left, operand) + In(product.Right, operand),
        _ => expression.Nodes().Any(node => node is Operand leaf && leaf.Index == operand) ? double.PositiveInfinity : 0,
    };

    /// <summary>The degree as a polynomial in all operands together.</summary>
    public static int Total(Expression expression) => expression switch
    {
        Operand => 1,
        Apply { Function: Function.Negate } negated => Total(negated.Argument),
        Combine { Operator: Operator.Add or Operator.Subtract } sum => Math.Max(Total(sum.Left), Total(sum.Right)),
        Combine { Operator: Operator.Multiply } product => Total(product.Left) + Total(product.Right),
        _ => 0,
    };
}
