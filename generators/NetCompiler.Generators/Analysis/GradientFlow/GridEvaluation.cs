using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Expression trees computed for many values at once.</summary>
internal static class GridEvaluation
{
    /// <summary>The expression at every position of its operands.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="operands">The values of each operand; all that occur have the same length.</param>
    /// <param name="count">That length.</param>
    /// <param name="applied">What functions such as tanh are there, which a function and its derivatives have in common; found out where it is not known yet.</param>
    public static double[] Evaluate(this Expression expression, double[][] operands, int count, Dictionary<Expression, double[]>? applied = null)
    {
        double[] values = Of(expression, operands, applied).Values;
        return values.Length == count ? values : Fill(new double[count], values[0]);
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

    /// <summary>The values, or a single one that is the same at every position.</summary>
    private static Column Of(Expression expression, double[][] operands, Dictionary<Expression, double[]>? applied) => expression switch
    {
        Operand operand => new(operands[operand.Index]),
        Constant constant => new([constant.Value]),
        Apply apply when applied is null => Apply(apply.Function, Of(apply.Argument, operands, null)),
        Apply apply => new(applied.TryGetValue(apply, out double[]? known) ? known : applied[apply] = Apply(apply.Function, Of(apply.Argument, operands, applied)).Values),
        Combine combine => Combine(combine.Operator, Of(combine.Left, operands, applied), Of(combine.Right, operands, applied)),
        Select select => Choose(Of(select.Left, operands, applied), Of(select.Right, operands, applied), Of(select.IfGreater, operands, applied), Of(select.Otherwise, operands, applied)),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static double[] Fill(double[] values, double value)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = value;
        return values;
    }

    private static Column Choose(Column condition, Column limit, Column ifGreater, Column ifNot)
    {
        (double[] left, double[] right, double[] then, double[] otherwise) = (condition.Values, limit.Values, ifGreater.Values, ifNot.Values);
        int count = Math.Max(Math.Max(left.Length, right.Length), Math.Max(then.Length, otherwise.Length));
        double[] values = condition.Free(count) ?? limit.Free(count) ?? ifGreater.Free(count) ?? ifNot.Free(count) ?? new double[count];
        int l = Stride(left, values), r = Stride(right, values), t = Stride(then, values), o = Stride(otherwise, values);
        for (int i = 0; i < values.Length; i++)
            values[i] = left[i * l] > right[i * r] ? then[i * t] : otherwise[i * o];
        return new(values, IsTemporary: true);
    }

    private static Column Apply(Function function, Column argument)
    {
        double[] x = argument.Values, values = argument.Free(x.Length) ?? new double[x.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Apply(function, x[i]);
        return new(values, IsTemporary: true);
    }

    private static Column Combine(Operator op, Column first, Column second)
    {
        double[] left = first.Values, right = second.Values;
        int count = Math.Max(left.Length, right.Length);
        double[] values = first.Free(count) ?? second.Free(count) ?? new double[count];
        int l = Stride(left, values), r = Stride(right, values);
        switch (op)
        {
            case Operator.Add:
                for (int i = 0; i < values.Length; i++)
                    values[i] = left[i * l] + right[i * r];
                break;
            case Operator.Subtract:
                for (int i = 0; i < values.Length; i++)
                    values[i] = left[i * l] - right[i * r];
                break;
            case Operator.Multiply:
                for (int i = 0; i < values.Length; i++)
                    values[i] = left[i * l] * right[i * r];
                break;
            case Operator.Divide:
                for (int i = 0; i < values.Length; i++)
                    values[i] = left[i * l] / right[i * r];
                break;
            case Operator.Max:
                for (int i = 0; i < values.Length; i++)
                    values[i] = Math.Max(left[i * l], right[i * r]);
                break;
            case Operator.Min:
                for (int i = 0; i < values.Length; i++)
                    values[i] = Math.Min(left[i * l], right[i * r]);
                break;
            default:
                throw new NotSupportedException(op.ToString());
        }

        return new(values, IsTemporary: true);
    }

    private static int Stride(double[] operand, double[] values) => operand.Length == values.Length ? 1 : 0;

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

    /// <summary>Values at all positions, or a single one.</summary>
    /// <param name="Values">The values.</param>
    /// <param name="IsTemporary">Whether nobody else has them, so that what is made of them can take their place.</param>
    private readonly record struct Column(double[] Values, bool IsTemporary = false)
    {
        /// <summary>Where a function of these and others puts so many values: in their place, if it may.</summary>
        public double[]? Free(int count) => IsTemporary && Values.Length == count ? Values : null;
    }
}
