using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Tests.Core;

/// <summary>Computes an expression tree in double, written apart from the emitter.</summary>
internal static class Evaluator
{
    public static double Evaluate(this Expression expression, params double[] operands) => expression switch
    {
        Constant constant => constant.Value,
        Operand operand => operands[operand.Index],
        Apply apply => Apply(apply.Function, apply.Argument.Evaluate(operands)),
        Combine combine => Combine(combine.Operator, combine.Left.Evaluate(operands), combine.Right.Evaluate(operands)),
        Select select => select.Left.Evaluate(operands) > select.Right.Evaluate(operands) ? select.IfGreater.Evaluate(operands) : select.Otherwise.Evaluate(operands),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    private static double Apply(Function function, double x) => function switch
    {
        Function.Negate => -x,
        Function.Abs => Math.Abs(x),
        Function.Sign => Math.Sign(x),
        Function.Sqrt => Math.Sqrt(x),
        Function.Exp => Math.Exp(x),
        Function.Expm1 => double.ExpM1(x),
        Function.Log => Math.Log(x),
        Function.Tanh => Math.Tanh(x),
        Function.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Function.Softplus => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x))),
        Function.Softsign => x / (1 + Math.Abs(x)),
        Function.Erf => Erf(x),
        _ => throw new NotSupportedException(function.ToString()),
    };

    private static double Combine(Operator op, double a, double b) => op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        Operator.Max => Math.Max(a, b),
        Operator.Min => Math.Min(a, b),
        _ => throw new NotSupportedException(op.ToString()),
    };

    /// <summary>The Maclaurin series, which converges everywhere and is exact enough up to |x| = 3.</summary>
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 100; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
