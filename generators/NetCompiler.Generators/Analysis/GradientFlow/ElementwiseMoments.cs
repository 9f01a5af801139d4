using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Moments of an elementwise function of independent operands.</summary>
/// <remarks>A function of one operand, or of several that are functions of one, is integrated over the grid. In several independent operands the functions that occur are
/// sums of products; their first two moments only need the first two of the operands, which two points represent exactly.</remarks>
internal sealed class ElementwiseMoments
{
    /// <summary>How many points stand for an operand when the function is neither of the two.</summary>
    private const int PointsPerOperand = 10;

    /// <summary>How many points of a lattice a distribution of several operands is made from.</summary>
    private const int LatticePoints = 256;

    /// <summary>How many points there are at most where only signs count.</summary>
    private const int SignPointsInAll = 150;

    private readonly KnownFunction _function;
    private readonly Expression _expression;
    private readonly Signal[] _operands;
    private readonly int[] _random;
    private readonly bool _isOneSource;
    private readonly bool _isMultilinear;
    private readonly bool _needsShared;
    private readonly Dictionary<int, Slope> _slopes = [];
    private readonly Dictionary<int, SlopeBySign?> _signs = [];
    private readonly Dictionary<int, (double[] Slope, double[] Weights)> _derivatives = [];
    private readonly Lazy<(double[][] Operands, double[] Weights)> _points;
    private Signal? _result;

    /// <summary>Sets up a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="needsShared">Whether it matters what two examples have in common.</param>
    public ElementwiseMoments(KnownFunction function, Signal[] operands, bool needsShared = true)
    {
        (_function, _operands, _needsShared) = (function, operands, needsShared);
        _expression = WithNumbers(function.Expression);
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
        {
            Signal[] statistics = [.. operands.Where(operand => operand.IsStatistic)];
            return Signal.Number(_expression.Evaluate([], 1)[0], length) with
            {
                IsStatistic = statistics.Length > 0 && operands.All(operand => operand.IsNumber || operand.IsStatistic),
                Groups = statistics.Select(statistic => statistic.Groups).DefaultIfEmpty().Min(),
            };
        }

        if (_expression is Operand same)
            return operands[same.Index] with { Length = length };
        _result ??= _isOneSource ? OfOneSource() : OfSeveral();
        return _isOneSource
            ? _result with { Length = length, Source = operands[_random[0]].Source, BatchMeanOf = operands[_random[0]].BatchMeanOf }
            : _result with { Length = length, Source = new object() };
    }

    /// <summary>The derivative with respect to an operand.</summary>
    public Slope SlopeOf(int operand) => _slopes.TryGetValue(operand, out Slope known) ? known : _slopes[operand] = FindSlope(operand);

    /// <summary>How the derivative with respect to an operand depends on the sign of the result; null for an operand that is a number.</summary>
    public SlopeBySign? SignsOf(int operand) => _signs.TryGetValue(operand, out SlopeBySign? known) ? known : _signs[operand] = FindSigns(operand);

    /// <summary>Whether a gradient that units of either sign have alike goes back through the derivative with respect to an operand to units of either sign alike: the derivative does not contain the
    /// operand, and the others are independent of it.</summary>
    public bool IsEven(int operand) => _isMultilinear && (!_isOneSource || _random.Length == 1);

    /// <summary>The derivative with respect to the operand as a gradient meets it that only the greatest of several results has, which lies where the function is steep or flat.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="slope">The derivative as one meets it that all have.</param>
    /// <param name="count">How many the result is the greatest of.</param>
    /// <returns>The derivative, and how much an operand above 0 has of what is passed on; null for a function of several operands.</returns>
    public (Slope Slope, double Positive)? OfGreatest(int operand, Slope slope, int count)
    {
        if (!_isOneSource || _random.Length != 1 || _random[0] != operand)
            return null;
        (double[] derivative, double[] weights) = DerivativeAtPoints(operand);
        double[] density = NormalGrid.DensityOfGreatest(count, _operands[operand].LatentCorrelation), x = _points.Value.Operands[operand];
        bool isFalling = Values[Values.Length - 1] < Values[0];
        double square = 0, fourth = 0, onPositive = 0, positive = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double met = derivative[i] * derivative[i] * weights[i] * density[isFalling ? weights.Length - 1 - i : i];
            square += met;
            fourth += met * derivative[i] * derivative[i];
            onPositive += x[i] > 0 ? met : 0;
            positive += x[i] > 0 ? weights[i] : 0;
        }

        double factor = slope.Square > 0 ? square / slope.Square : 1;
        return (slope with { Square = square, Fourth = fourth, FromOutput = slope.FromOutput * factor, ToOperand = slope.ToOperand * factor }, square > 0 && positive > 0 ? onPositive / square / positive : 1);
    }

    /// <summary>The variance of the logarithm of the squared length of the result over first weights: what is longer by chance makes it longer as the function has it, and units differ. Operands
    /// come from the same values in front of them, so their shares add up in amplitude.</summary>
    /// <param name="result">The result.</param>
    /// <param name="operands">The operands.</param>
    public double SpreadOf(Signal result, Signal[] operands)
    {
        // A normalization gives all the same length.
        if (operands.Any(operand => operand.IsStatistic) || !(result.Second > 0))
            return 0;
        double amplitude = 0, own = 0;
        foreach (int index in _random)
        {
            double share = SlopeOf(index).Along * Math.Sqrt(operands[index].Second / result.Second);
            amplitude += share * Math.Sqrt(operands[index].Spread);
            if (_isOneSource && _random.Length == 1)
                own = Math.Max(Kurtosis(Values) - 1 - (share * share * (Kurtosis(_points.Value.Operands[index]) - 1)), 0) / result.Length;
        }

        return (amplitude * amplitude) + own;
    }

    private static double Kurtosis(double[] values)
    {
        double second = NormalGrid.Expectation(values, values);
        double[] squares = [.. values.Select(value => value * value / second)];
        return NormalGrid.Expectation(squares, squares);
    }

    private Slope FindSlope(int operand)
    {
        double[][] operands = _points.Value.Operands;
        (double[] slope, double[] weights) = DerivativeAtPoints(operand);
        double mean = 0, square = 0, fourth = 0;
        for (int i = 0; i < slope.Length; i++)
        {
            mean += slope[i] * weights[i];
            square += slope[i] * slope[i] * weights[i];
            fourth += slope[i] * slope[i] * slope[i] * slope[i] * weights[i];
        }

        double kept = mean * mean;
        // A derivative that does not depend on the source has one point.
        if (_isOneSource && _needsShared && _random.Length > 0 && slope.Length == NormalGrid.Nodes.Length)
            kept = NormalGrid.Correlated(slope, _operands[_random[0]].LatentCorrelation);
        return Directions(slope, operands.Length > operand ? operands[operand] : null, mean, square, fourth) with { Kept = square > 0 ? Math.Min(kept / square, 1) : 0 };
    }

    private SlopeBySign? FindSigns(int operand)
    {
        if (!_random.Contains(operand))
            return null;
        if (_isOneSource)
        {
            (double[] slope, double[] own) = DerivativeAtPoints(operand);
            return new SlopeBySign(Values, _points.Value.Operands[operand], slope, own);
        }

        (double[][] operands, double[] weights) = SignPoints();
        return new SlopeBySign(
            _expression.Evaluate(operands, weights.Length), operands[operand], DerivativeOf(operand).Evaluate(operands, weights.Length), weights);
    }

    /// <summary>A gradient flows to a number as well, such as the result of a branch that starts at 0.</summary>
    private Expression DerivativeOf(int operand) => WithNumbers(_function.Derivative(operand));

    private Expression WithNumbers(Expression expression) =>
        _operands.Any(operand => operand.IsNumber) ? expression.Substitute(i => _operands[i].IsNumber ? _operands[i].Mean : Expressions.Argument(i)) : expression;

    /// <summary>The derivative with respect to an operand at the points, and their probabilities.</summary>
    private (double[] Slope, double[] Weights) DerivativeAtPoints(int operand)
    {
        if (_derivatives.TryGetValue(operand, out (double[] Slope, double[] Weights) known))
            return known;
        Expression derivative = DerivativeOf(operand);
        // What is multiplied by an operand that is 0 does not occur in the function, but in that operand's derivative.
        if (derivative.Nodes().OfType<Operand>().Any(other => !_random.Contains(other.Index)))
        {
            var own = new ElementwiseMoments(new KnownFunction(derivative), _operands, needsShared: false);
            return _derivatives[operand] = (own.Values, own._points.Value.Weights);
        }

        double[] weights = SlopeWeights(derivative);
        return _derivatives[operand] = (derivative.Evaluate(_points.Value.Operands, weights.Length), weights);
    }

    /// <summary>Two points that have the moments of an operand do not have its signs.</summary>
    private (double[][] Operands, double[] Weights) SignPoints()
    {
        int count = (int)Math.Pow(SignPointsInAll, 1.0 / _random.Count(index => _operands[index].MaskProbability is null));
        return Combinations(index => Mask(_operands[index]) ?? Points(_operands[index], count));
    }

    /// <summary>The probabilities of the points, with the border of a kink between two nodes where it belongs.</summary>
    private double[] SlopeWeights(Expression derivative)
    {
        (double[][] operands, double[] weights) = _points.Value;
        if (!_isOneSource || derivative is Constant)
            return weights;
        weights = (double[])weights.Clone();
        foreach ((int node, double rank) in _expression.Kinks(operands))
        {
            double below = rank - NormalGrid.Ranks[node] - (NormalGrid.Weights[node] / 2);
            weights[node] += below;
            weights[node + 1] -= below;
        }

        return weights;
    }

    private Slope Directions(double[] slope, double[]? x, double mean, double square, double fourth)
    {
        if (x is null)
            return new Slope(mean, square, fourth, 0, square, square, 0);
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

        if (ySquare == 0 || xSquare == 0)
            return new Slope(mean, square, fourth, 0, square, square, 0);
        return new Slope(mean, square, fourth, along / Math.Sqrt(ySquare * xSquare), from / ySquare, to / xSquare, level / Math.Sqrt(xSquare));
    }

    /// <summary>The largest magnitude, or 1 when all are 0.</summary>
    public static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest > 0 ? largest : 1;
    }

    private Signal OfOneSource()
    {
        Signal source = _operands[_random[0]];
        double[] values = Values;
        double correlation = source.LatentCorrelation;
        bool isNormal = source.IsNormal && _isMultilinear && _random.Length == 1;
        return new Signal(1, NormalGrid.Expectation(values), NormalGrid.Expectation(values, values), _needsShared ? NormalGrid.Correlated(values, correlation) : 0)
        {
            Law = Law.Of(values, isNormal),
            IsNormal = isNormal,
            Correlation = correlation,
            BatchCount = source.BatchCount,
            IsStatistic = source.IsStatistic,
        };
    }

    private Signal OfSeveral()
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
            ? Signal.Normal(1, mean, second, shared)
            : new Signal(1, mean, second, shared) { LawLater = () => Lattice(mean, second - (mean * mean)) };
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
            return Combinations(index => Mask(_operands[index]) ?? (_isMultilinear ? TwoPoints(_operands[index].Mean, _operands[index].Variance) : Points(_operands[index], PointsPerOperand)));
        double[][] operands = new double[_operands.Length][];
        foreach (int index in _random)
            operands[index] = _operands[index].Law.Values;
        return (operands, NormalGrid.Weights);
    }

    /// <summary>All combinations of the points of the random operands.</summary>
    private (double[][] Operands, double[] Weights) Combinations(Func<int, (double[] Values, double[] Weights)> points)
    {
        (double[] Values, double[] Weights)[] own = [.. _random.Select(points)];
        int count = 1, stride = 1;
        foreach ((double[] values, _) in own)
            count *= values.Length;
        double[][] operands = new double[_operands.Length][];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
            weights[i] = 1;
        for (int random = 0; random < own.Length; random++)
        {
            (double[] values, double[] probabilities) = own[random];
            double[] all = operands[_random[random]] = new double[count];
            for (int i = 0; i < count; i++)
            {
                int point = i / stride % values.Length;
                all[i] = values[point];
                weights[i] *= probabilities[point];
            }

            stride *= values.Length;
        }

        return (operands, weights);
    }

    private static (double[] Values, double[] Weights) TwoPoints(double mean, double variance)
    {
        double deviation = Math.Sqrt(Math.Max(variance, 0));
        return ([mean - deviation, mean + deviation], [0.5, 0.5]);
    }

    private static (double[] Values, double[] Weights)? Mask(Signal signal) =>
        signal.MaskProbability is { } probability ? ([0, 1 / (1 - probability)], [probability, 1 - probability]) : null;

    private static (double[] Values, double[] Weights) Points(Signal signal, int count)
    {
        Law law = signal.Law;
        double[] values = new double[count], weights = new double[count];
        for (int i = 0; i < count; i++)
            (values[i], weights[i]) = (law.At((i + 0.5) / count), 1.0 / count);
        return (values, weights);
    }

    /// <summary>The distribution of the result, from a lattice in the cube of the ranks of the operands.</summary>
    private Law Lattice(double mean, double variance)
    {
        double[][] operands = new double[_operands.Length][];
        double ratio = GoldenRatio(_random.Length);
        double stride = 1;
        foreach (int index in _random)
        {
            stride /= ratio;
            Signal signal = _operands[index];
            Law law = signal.Law;
            double[] values = operands[index] = new double[LatticePoints];
            for (int i = 0; i < LatticePoints; i++)
            {
                double position = 0.5 + (i * stride), rank = position - Math.Floor(position);
                values[i] = signal.MaskProbability is { } probability ? (rank < probability ? 0 : 1 / (1 - probability)) : law.At(rank);
            }
        }

        return Law.OfSamples((double[])_expression.Evaluate(operands, LatticePoints).Clone(), mean, variance);
    }

    /// <summary>The generalised golden ratio: the root of x^(d + 1) = x + 1.</summary>
    private static double GoldenRatio(int dimensions)
    {
        double ratio = 1.5;
        for (int step = 0; step < 20; step++)
            ratio = Math.Pow(1 + ratio, 1.0 / (dimensions + 1));
        return ratio;
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
