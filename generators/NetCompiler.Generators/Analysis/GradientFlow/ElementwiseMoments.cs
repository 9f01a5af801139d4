using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Moments of an elementwise function of independent operands.</summary>
/// <remarks>A function of one operand, or of several that are functions of one, is integrated over the grid. In several independent operands the functions that occur are
/// sums of products; their first two moments only need the first two of the operands, which two points represent exactly.</remarks>
internal sealed partial class ElementwiseMoments
{
    /// <summary>How many points stand for an operand when the function is neither of the two.</summary>
    private const int PointsPerOperand = 10;

    private readonly KnownFunction _function;
    private readonly Expression _expression;
    private readonly Signal[] _operands;
    private readonly int[] _random;
    private readonly bool _isOneSource;
    private readonly bool _isMultilinear;
    private readonly Lazy<(double[][] Operands, double[] Weights)> _points;
    private readonly Dictionary<Expression, double[]> _applied;
    private readonly Dictionary<double[], HermiteSeries> _series;

    // The first of those whose operands have the same distributions.
    private readonly ElementwiseMoments? _alike;
    private Signal? _result;

    /// <summary>Sets up a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="alike">Moments of the same function whose operands have the same distributions, so that it has the same values; or null.</param>
    public ElementwiseMoments(KnownFunction function, Signal[] operands, ElementwiseMoments? alike = null)
    {
        (_function, _operands) = (function, operands);
        _slopes = new Slope?[operands.Length];
        if (alike is not null)
        {
            _alike = alike._alike ?? alike;
            (_expression, _random, _isOneSource, _isMultilinear) = (_alike._expression, _alike._random, _alike._isOneSource, _alike._isMultilinear);
            (_points, _applied, _series, _derivatives, _signs, Values) = (_alike._points, _alike._applied, _alike._series, _alike._derivatives, _alike._signs, _alike.Values);
            return;
        }

        _expression = WithNumbers(function.Expression);
        _random = Random(_expression);
        _isOneSource = IsOneSource(_random, operands);
        _isMultilinear = _random.All(index => PolynomialDegree.In(_expression, index) <= 1);
        _points = new(MakePoints);
        (_applied, _series) = ([], []);
        _derivatives = new (double[], double[])?[operands.Length];
        _signs = new SlopeBySign?[operands.Length];
    }

    /// <summary>The function at the points.</summary>
    private double[] Values { get => field ??= AtPoints(_expression); init; }

    /// <summary>Whether these are the moments of other operands as well.</summary>
    public bool IsOf(Signal[] operands) => Are(operands, static (own, other) => own.IsLike(other));

    /// <summary>Whether other operands have the same distributions.</summary>
    public bool IsOfLaws(Signal[] operands) => Are(operands, static (own, other) => own.IsOfLaw(other));

    private bool Are(Signal[] operands, Func<Signal, Signal, bool> alike)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (!alike(_operands[i], operands[i]))
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

    /// <summary>The result with the variance of the logarithm of its squared length over first weights: what is longer by chance makes it longer as the function has it, and units differ. Operands
    /// come from the same values in front of them, so their shares add up in amplitude.</summary>
    /// <param name="result">The result.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="positions">At how many positions of a map a unit is, which have in common what examples have.</param>
    public Signal WithSpread(Signal result, Signal[] operands, int positions)
    {
        // A normalization gives all the same length.
        if (operands.Any(operand => operand.IsStatistic) || !(result.Second > 0))
            return result;
        double amplitude = 0, shortfall = 0, turned = 0, own = 0;
        foreach (int index in _random)
        {
            double share = SlopeOf(index).Along * Math.Sqrt(operands[index].Second / result.Second);
            amplitude += share * Math.Sqrt(operands[index].Spread);
            shortfall += share * Math.Sqrt(operands[index].Shortfall);
            // What a function keeps of a small cosine is what it has of its operand.
            double kept = MeanSlope(index) * MeanSlope(index) * operands[index].Second / result.Second;
            turned += Math.Min(kept, 1) * Math.Sqrt(operands[index].Turned);
            if (_isOneSource && _random.Length == 1)
                own = Math.Max(Kurtosis(Values) - 1 - (share * share * (Kurtosis(_points.Value.Operands[index]) - 1)), 0) * (1 + ((positions - 1) * operands[index].LatentCorrelation)) / result.Length;
        }

        // A function turns a typical length into a typical length; of a sum of several parts less is missing, as they do not fluctuate together.
        shortfall = _random.Length == 1 ? shortfall * Math.Sqrt(operands[_random[0]].Shortfall) : shortfall * shortfall;
        turned = Math.Min(turned * turned, 1);
        return result with { Spread = (amplitude * amplitude) + own, Turned = turned, Shortfall = Math.Max(shortfall, 0) + (Math.Log(1 + (own * result.AlignedBy(turned))) / 2) };
    }

    /// <summary>E[f(u)·f(v)] of values at the points.</summary>
    private double Correlated(double[] values, double correlation) => (_series.TryGetValue(values, out HermiteSeries? known) ? known : _series[values] = new HermiteSeries(values)).At(correlation);

    private static double Kurtosis(double[] values)
    {
        double second = NormalGrid.Expectation(values, values), sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double square = values[i] * values[i] / second;
            sum += square * square * NormalGrid.Weights[i];
        }

        return sum;
    }

    private static bool IsOneSource(int[] random, Signal[] operands)
    {
        foreach (int index in random)
        {
            if (operands[index].Source != operands[random[0]].Source || operands[index].MaskProbability is not null)
                return false;
        }

        return true;
    }

    private static int[] Random(Expression expression) => [.. expression.Nodes().OfType<Operand>().Select(operand => operand.Index).Distinct().OrderBy(index => index)];

    private Expression WithNumbers(Expression expression) =>
        _operands.Any(operand => operand.IsNumber) ? expression.Substitute(i => _operands[i].IsNumber ? _operands[i].Mean : Expressions.Argument(i)) : expression;

    private Signal OfOneSource()
    {
        Signal source = _operands[_random[0]];
        double[] values = Values;
        double correlation = source.LatentCorrelation;
        if (_alike is not null)
            return (_alike._result ??= _alike.OfOneSource()) with { Shared = Correlated(values, correlation), Correlation = correlation };
        bool isNormal = source.IsNormal && _isMultilinear && _random.Length == 1;
        return new Signal(1, NormalGrid.Expectation(values), NormalGrid.Expectation(values, values), Correlated(values, correlation))
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

        bool isNormal = _isMultilinear && _random.All(index => _operands[index].IsNormal) && PolynomialDegree.Total(_expression) <= 1;
        double shared = SharedPart(mean, second);
        return isNormal
            ? Signal.Normal(1, mean, second, shared)
            : new Signal(1, mean, second, shared) { LawLater = () => Law.OfSamples((double[])_expression.Evaluate(OperandPoints.Lattice(_operands, _random), OperandPoints.LatticePoints).Clone(), mean, second - (mean * mean)) };
    }

    /// <summary>E[y·y'] of two examples: given what they have in common they are independent, and the mean of a sum of products is that of the means.</summary>
    private double SharedPart(double mean, double second)
    {
        if (!_isMultilinear)
        {
            double correlation = ByVariance(index => _operands[index].LatentCorrelation);
            return (mean * mean) + (correlation * (second - (mean * mean)));
        }

        return Common(_expression, _random, index => _operands[index].Shared);
    }

    /// <summary>A mean over the operands, each as much as it brings into the variance of the result on its own.</summary>
    private double ByVariance(Func<int, double> of)
    {
        double sum = 0, total = 0;
        foreach (int index in _random)
        {
            double slope = MeanSlope(index), share = slope * slope * _operands[index].Variance;
            (sum, total) = (sum + (share * of(index)), total + share);
        }

        return total > 0 ? sum / total : _random.Average(of);
    }

    /// <summary>E[f·f'] of a sum of products for two examples or steps.</summary>
    /// <param name="function">The function.</param>
    /// <param name="random">The operands that it has.</param>
    /// <param name="common">E[x·x'] of each.</param>
    private double Common(Expression function, int[] random, Func<int, double> common)
    {
        (double[][] operands, double[] weights) = OperandPoints.Combinations(_operands.Length, random, index => _operands[index] is var signal && signal.MaskProbability is not null
            ? ([1], [1])
            : OperandPoints.Two(signal.Mean, common(index) - (signal.Mean * signal.Mean)));
        double[] values = function.Evaluate(operands, weights.Length);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += values[i] * values[i] * weights[i];
        return sum;
    }

    private double[] AtPoints(Expression expression) => expression.Evaluate(_points.Value.Operands, _points.Value.Weights.Length, _applied);

    private (double[][] Operands, double[] Weights) MakePoints()
    {
        if (!_isOneSource)
        {
            return OperandPoints.Combinations(_operands.Length, _random, index => OperandPoints.Mask(_operands[index])
                ?? (_isMultilinear ? OperandPoints.Two(_operands[index].Mean, _operands[index].Variance)
                : _function.IsSmooth ? OperandPoints.OfSmooth(_operands[index]) : OperandPoints.OfLaw(_operands[index], PointsPerOperand)));
        }

        double[][] operands = new double[_operands.Length][];
        foreach (int index in _random)
            operands[index] = _operands[index].Law.Values;
        return (operands, NormalGrid.Weights);
    }
}
