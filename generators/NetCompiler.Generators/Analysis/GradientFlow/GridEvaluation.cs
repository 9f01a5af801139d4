using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Expression trees computed for many values at once.</summary>
internal static class GridEvaluation
{
    /// <summary>The expression at every position of its operands.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="operands">The values of each operand; all that occur have the same length.</param>
    /// <param name="count">That length.</param>
    public static double[] Evaluate(this Expression expression, double[][] operands, int count)
    {
        switch (expression)
        {
            case Operand operand:
                return operands[operand.Index];
            case Constant constant:
                return Fill(new double[count], constant.Value);
            case Apply apply:
                return Apply(apply.Function, apply.Argument.Evaluate(operands, count));
            case Combine combine:
                return Combine(combine.Operator, combine.Left.Evaluate(operands, count), combine.Right.Evaluate(operands, count));
            case Select select:
                return Choose(
                    select.Left.Evaluate(operands, count), select.Right.Evaluate(operands, count),
                    select.IfGreater.Evaluate(operands, count), select.Otherwise.Evaluate(operands, count));
            default:
                throw new NotSupportedException(expression.GetType().Name);
        }
    }

    /// <summary>Where the function has a kink between two nodes of the grid: after which node, and the probability of a value below it.</summary>
    public static IEnumerable<(int Node, double Rank)> Kinks(this Expression expression, double[][] operands)
    {
        foreach (Expression node in expression.Nodes())
        {
            Expression? difference = node switch
            {
                Combine { Operator: Operator.Max or Operator.Min } choice => choice.Left - choice.Right,
                Select select => select.Left - select.Right,
                Apply { Function: Function.Abs } size => size.Argument,
                _ => null,
            };
            if (difference is null)
                continue;
            double[] values = difference.Evaluate(operands, NormalGrid.Count);
            for (int i = 0; i + 1 < values.Length; i++)
            {
                if (values[i] > 0 == values[i + 1] > 0)
                    continue;
                double share = values[i] / (values[i] - values[i + 1]);
                yield return (i, NormalGrid.Probability(NormalGrid.Nodes[i] + (share * (NormalGrid.Nodes[i + 1] - NormalGrid.Nodes[i]))));
            }
        }
    }

    private static double[] Fill(double[] values, double value)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = value;
        return values;
    }

    private static double[] Choose(double[] left, double[] right, double[] then, double[] otherwise)
    {
        double[] values = new double[left.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = left[i] > right[i] ? then[i] : otherwise[i];
        return values;
    }

    private static double[] Apply(Function function, double[] x)
    {
        double[] values = new double[x.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Apply(function, x[i]);
        return values;
    }

    private static double[] Combine(Operator op, double[] left, double[] right)
    {
        double[] values = new double[left.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Combine(op, left[i], right[i]);
        return values;
    }

    private static double Apply(Function function, double x) => function switch
    {
        Function.Negate => -x,
        Function.Abs => Math.Abs(x),
        Function.Sign => x > 0 ? 1 : x < 0 ? -1 : 0,
        Function.Sqrt => Math.Sqrt(x),
        Function.Exp => Math.Exp(x),
        // Next to 0 the series x + x²/2 is exact where the difference is not.
        Function.Expm1 => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1,
        Function.Log => Math.Log(x),
        Function.Tanh => Math.Tanh(x),
        Function.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Function.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        Function.Softsign => x / (1 + Math.Abs(x)),
        Function.Erf => ErrorFunction.Of(x),
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
}
