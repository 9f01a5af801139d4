using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The derivative ∂ of an elementwise function y with respect to one operand x, in numbers.</summary>
/// <param name="Square">E[∂²].</param>
/// <param name="Fourth">E[∂⁴].</param>
/// <param name="Along">What it makes of a gradient along y, along x: E[y·∂·x]/√(E[y²]·E[x²]).</param>
/// <param name="FromOutput">E[∂²·y²]/E[y²].</param>
/// <param name="ToOperand">E[∂²·x²]/E[x²].</param>
/// <param name="Level">E[∂·x]/√E[x²]: what operands with a mean have in common.</param>
internal readonly record struct Slope(double Square, double Fourth, double Along, double FromOutput, double ToOperand, double Level);

/// <summary>Moments of an elementwise function of independent operands.</summary>
/// <remarks>A function of one operand, or of several that are functions of one, is integrated over the grid. In several independent operands the functions that occur are
/// sums of products; their first two moments only need the first two of the operands, which two points represent exactly.</remarks>
internal sealed class ElementwiseMoments
{
    /// <summary>How many points stand for an operand when the function is neither of the two.</summary>
    private const int PointsPerOperand = 10;

    /// <summary>How many points of a lattice a distribution of several operands is made from.</summary>
    private const int LatticePoints = 512;

    private readonly Expression _expression;
    private readonly Signal[] _operands;
    private readonly int[] _random;
    private readonly bool _isOneSource;
    private readonly bool _isMultilinear;
    private readonly bool _needsShared;
    private readonly Dictionary<int, Slope> _slopes = [];
    private readonly Lazy<(double[][] Operands, double[] Weights)> _points;

    /// <summary>Sets up a function.</summary>
    /// <param name="expression">The function.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="needsShared">Whether it matters what two examples have in common.</param>
    public ElementwiseMoments(Expression expression, Signal[] operands, bool needsShared = true)
    {
        (_operands, _needsShared) = (operands, needsShared);
        _expression = expression.Substitute(i => _operands[i].IsNumber ? _operands[i].Mean : Expressions.Argument(i));
        _random = [.. _expression.Nodes().OfType<Operand>().Select(operand => operand.Index).Distinct().OrderBy(index => index)];
        _isOneSource = _random.Select(index => _operands[index].Source).Distinct().Count() <= 1 && _random.All(index => _operands[index].MaskProbability is null);
        _isMultilinear = _random.All(index => Degree(_expression, index) <= 1);
        _points = new(MakePoints);
    }

    /// <summary>The function at the points.</summary>
    private double[] Values => field ??= _expression.Evaluate(_points.Value.Operands, _points.Value.Weights.Length);

    /// <summary>Whether these are the moments of other operands as well.</summary>
    public bool IsOf(Signal[] operands)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (!_operands[i].IsLike(operands[i]))
                return false;
            for (int j = 0; j < i; j++)
            {
                if ((_operands[i].Source == _operands[j].Source) != (operands[i].Source == operands[j].Source))
                    return false;
            }
        }

        return true;
    }

    /// <summary>The result, for so many units.</summary>
    /// <param name="length">The units.</param>
    /// <param name="operands">The operands, which have the moments of those that this was made with.</param>
    public Signal Result(int length, Signal[] operands)
    {
        if (_random.Length == 0)
            return Signal.Number(_expression.Evaluate([], 1)[0], length) with { IsStatistic = operands.Any(operand => operand.IsStatistic) };
        if (_expression is Operand same)
            return operands[same.Index] with { Length = length };
        return _isOneSource ? OfOneSource(length) with { Source = operands[_random[0]].Source } : OfSeveral(length);
    }

    /// <summary>The derivative with respect to an operand.</summary>
    public Slope SlopeOf(int operand) => _slopes.TryGetValue(operand, out Slope known) ? known : _slopes[operand] = FindSlope(operand);

    private Slope FindSlope(int operand)
    {
        Expression derivative = Derivative.Of(_expression, operand);
        (double[][] operands, double[] weights) = _points.Value;
        double[] slope = derivative.Evaluate(operands, weights.Length);
        double square = 0, fourth = 0;
        for (int i = 0; i < slope.Length; i++)
        {
            square += slope[i] * slope[i] * weights[i];
            fourth += slope[i] * slope[i] * slope[i] * slope[i] * weights[i];
        }

        if (_isOneSource && derivative is not Constant)
        {
            foreach ((int node, double rank) in _expression.Kinks(operands))
            {
                double below = NormalGrid.Ranks[node] + (NormalGrid.Weights[node] / 2);
                (double left, double right) = (slope[node] * slope[node], slope[node + 1] * slope[node + 1]);
                square += (rank - below) * (left - right);
                fourth += (rank - below) * ((left * left) - (right * right));
            }
        }

        return Directions(slope, operands.Length > operand ? operands[operand] : null, square, fourth);
    }

    private Slope Directions(double[] slope, double[]? x, double square, double fourth)
    {
        if (x is null)
            return new Slope(square, fourth, 0, square, square, 0);
        double[] y = Values, weights = _points.Value.Weights;
        // Relative to the largest, so that squares of vanishing signals do not vanish.
        double yScale = Largest(y), xScale = Largest(x), along = 0, from = 0, to = 0, level = 0, ySquare = 0, xSquare = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            (double u, double v) = (y[i] / yScale, x[i] / xScale);
            along += u * slope[i] * v * weights[i];
            from += slope[i] * slope[i] * u * u * weights[i];
            to += slope[i] * slope[i] * v * v * weights[i];
            level += slope[i] * v * weights[i];
            ySquare += u * u * weights[i];
            xSquare += v * v * weights[i];
        }

        return new Slope(square, fourth, along / Math.Sqrt(ySquare * xSquare), from / ySquare, to / xSquare, level / Math.Sqrt(xSquare));
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest > 0 ? largest : 1;
    }

    private Signal OfOneSource(int length)
    {
        Signal source = _operands[_random[0]];
        double[] values = Values;
        double correlation = source.LatentCorrelation;
        bool isNormal = source.IsNormal && _isMultilinear && _random.Length == 1;
        return new Signal(length, NormalGrid.Expectation(values), NormalGrid.Expectation(values, values), _needsShared ? NormalGrid.Correlated(values, correlation) : 0)
        {
            Law = Law.Of(values, isNormal),
            IsNormal = isNormal,
            Correlation = correlation,
            BatchMeanOf = source.BatchMeanOf,
            BatchCount = source.BatchCount,
            IsStatistic = source.IsStatistic,
        };
    }

    private Signal OfSeveral(int length)
    {
        double[] weights = _points.Value.Weights, values = Values;
        double mean = 0, second = 0;
        for (int i = 0; i < values.Length; i++)
        {
            mean += values[i] * weights[i];
            second += values[i] * values[i] * weights[i];
        }

        bool isNormal = _isMultilinear && _random.All(index => _operands[index].IsNormal) && TotalDegree(_expression) <= 1;
        double shared = _needsShared ? SharedPart(mean, second) : 0;
        return isNormal
            ? Signal.Normal(length, mean, second, shared)
            : new Signal(length, mean, second, shared) { LawLater = () => Lattice(mean, second - (mean * mean)) };
    }

    /// <summary>E[y·y'] of two examples: given what they have in common they are independent, and the mean of a sum of products is that of the means.</summary>
    private double SharedPart(double mean, double second)
    {
        if (!_isMultilinear)
        {
            double correlation = _random.Average(index => _operands[index].LatentCorrelation);
            return (mean * mean) + (correlation * (second - (mean * mean)));
        }

        (double[][] operands, double[] weights) = Combinations(index => _operands[index] is var signal && signal.MaskProbability is not null
            ? ([1], [1])
            : TwoPoints(signal.Mean, signal.Shared - (signal.Mean * signal.Mean)));
        double[] values = _expression.Evaluate(operands, weights.Length);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += values[i] * values[i] * weights[i];
        return sum;
    }

    private (double[][] Operands, double[] Weights) MakePoints()
    {
        if (!_isOneSource)
            return Combinations(index => _operands[index] is var signal && signal.MaskProbability is { } probability
                ? ([0, 1 / (1 - probability)], [probability, 1 - probability])
                : _isMultilinear ? TwoPoints(signal.Mean, signal.Variance) : Points(signal));
        double[][] operands = new double[_operands.Length][];
        foreach (int index in _random)
            operands[index] = _operands[index].Law.Values;
        return (operands, NormalGrid.Weights);
    }

    /// <summary>All combinations of the points of the random operands.</summary>
    private (double[][] Operands, double[] Weights) Combinations(Func<int, (double[] Values, double[] Weights)> points)
    {
        double[][] operands = new double[_operands.Length][];
        double[] weights = [1];
        foreach (int index in _random)
        {
            (double[] values, double[] own) = points(index);
            int count = weights.Length;
            foreach (int earlier in _random.TakeWhile(other => other != index))
                operands[earlier] = [.. Enumerable.Repeat(operands[earlier], values.Length).SelectMany(copy => copy)];
            operands[index] = [.. values.SelectMany(value => Enumerable.Repeat(value, count))];
            weights = [.. own.SelectMany(weight => weights.Select(other => other * weight))];
        }

        return (operands, weights);
    }

    private static (double[] Values, double[] Weights) TwoPoints(double mean, double variance)
    {
        double deviation = Math.Sqrt(Math.Max(variance, 0));
        return ([mean - deviation, mean + deviation], [0.5, 0.5]);
    }

    private static (double[] Values, double[] Weights) Points(Signal signal) =>
        ([.. Enumerable.Range(0, PointsPerOperand).Select(i => signal.Law.At((i + 0.5) / PointsPerOperand))], [.. Enumerable.Repeat(1.0 / PointsPerOperand, PointsPerOperand)]);

    /// <summary>The distribution of the result, from a lattice in the cube of the ranks of the operands.</summary>
    private Law Lattice(double mean, double variance)
    {
        double[][] operands = new double[_operands.Length][];
        // The generalised golden ratio: the root of x^(d + 1) = x + 1.
        double ratio = 1.5;
        for (int step = 0; step < 40; step++)
            ratio = Math.Pow(1 + ratio, 1.0 / (_random.Length + 1));
        double stride = 1;
        foreach (int index in _random)
        {
            stride /= ratio;
            Signal signal = _operands[index];
            Law law = signal.Law;
            double[] values = operands[index] = new double[LatticePoints];
            for (int i = 0; i < LatticePoints; i++)
            {
                double rank = (0.5 + (i * stride)) % 1;
                values[i] = signal.MaskProbability is { } probability ? (rank < probability ? 0 : 1 / (1 - probability)) : law.At(rank);
            }
        }

        return Law.OfSamples((double[])_expression.Evaluate(operands, LatticePoints).Clone(), mean, variance);
    }

    /// <summary>The degree as a polynomial in one operand; infinite when it is none.</summary>
    private static double Degree(Expression expression, int operand) => expression switch
    {
        Operand leaf => leaf.Index == operand ? 1 : 0,
        Constant => 0,
        Apply { Function: Function.Negate } negated => Degree(negated.Argument, operand),
        Combine { Operator: Operator.Add or Operator.Subtract } sum => Math.Max(Degree(sum.Left, operand), Degree(sum.Right, operand)),
        Combine { Operator: Operator.Multiply } product => Degree(product.Left, operand) + Degree(product.Right, operand),
        _ => expression.Nodes().Any(node => node is Operand leaf && leaf.Index == operand) ? double.PositiveInfinity : 0,
    };

    /// <summary>The degree as a polynomial in all operands together.</summary>
    private static int TotalDegree(Expression expression) => expression switch
    {
        Operand => 1,
        Apply { Function: Function.Negate } negated => TotalDegree(negated.Argument),
        Combine { Operator: Operator.Add or Operator.Subtract } sum => Math.Max(TotalDegree(sum.Left), TotalDegree(sum.Right)),
        Combine { Operator: Operator.Multiply } product => TotalDegree(product.Left) + TotalDegree(product.Right),
        _ => 0,
    };
}
