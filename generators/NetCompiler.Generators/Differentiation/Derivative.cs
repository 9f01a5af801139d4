using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Differentiation;

/// <summary>Symbolic derivatives of expression trees. Rules for kinks follow PyTorch: the derivative of max(x, c) at x = c is 0.</summary>
internal static class Derivative
{
    /// <summary>The partial derivative with respect to one operand.</summary>
    public static Expression Of(Expression expression, int operand) => expression switch
    {
        Operand leaf => leaf.Index == operand ? 1.0 : 0.0,
        Constant => 0.0,
        Apply apply => OfFunction(apply) is var outer && Of(apply.Argument, operand) is var inner && inner is Constant { Value: 0 } ? 0.0 : outer * inner,
        Combine combine => OfCombination(combine, Of(combine.Left, operand), Of(combine.Right, operand)),
        Select select => Where(select.Left, select.Right, Of(select.IfGreater, operand), Of(select.Otherwise, operand)),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    /// <summary>f'(u), written in terms of f(u) where that is possible, so that the output can stand for it.</summary>
    private static Expression OfFunction(Apply f)
    {
        Expression u = f.Argument;
        return f.Function switch
        {
            Function.Negate => -1.0,
            Function.Abs => new Apply(Function.Sign, u),
            Function.Sign => 0.0,
            Function.Sqrt => 0.5 / (Expression)f,
            Function.Exp => f,
            Function.Expm1 => f + 1.0,
            Function.Log => 1.0 / u,
            Function.Tanh => 1.0 - Square(f),
            Function.Sigmoid => f * (1.0 - f),
            Function.Softplus => Sigmoid(u),
            Function.Softsign => 1.0 / Square(1.0 + Abs(u)),
            Function.Erf => Exp(-Square(u)) * (2.0 / Math.Sqrt(Math.PI)),
            _ => throw new NotSupportedException(f.Function.ToString()),
        };
    }

    private static Expression OfCombination(Combine f, Expression left, Expression right) => f.Operator switch
    {
        Operator.Add => left + right,
        Operator.Subtract => left - right,
        Operator.Multiply => (left * f.Right) + (f.Left * right),
        Operator.Divide => (left / f.Right) - (f.Left * right / Square(f.Right)),
        // Written with the result, max(u, c) > c, so that relu' needs only the output.
        Operator.Max => Where(f, f.Right, left, right),
        Operator.Min => Where(f.Right, f, left, right),
        _ => throw new NotSupportedException(f.Operator.ToString()),
    };
}
