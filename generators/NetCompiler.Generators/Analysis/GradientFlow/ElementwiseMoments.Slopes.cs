using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

// The part that gradients go back through: derivatives, and how they meet signs, directions and the greatest.
internal sealed partial class ElementwiseMoments
{
    /// <summary>How many points there are at most where only signs count.</summary>
    private const int SignPointsInAll = 150;

    // By operand, found when they are first asked for.
    private readonly Slope?[] _slopes;
    private readonly SlopeBySign?[] _signs;
    private readonly (double[] Slope, double[] Weights)?[] _derivatives;

    /// <summary>The derivative with respect to an operand.</summary>
    public Slope SlopeOf(int operand) => _slopes[operand] ??= FindSlope(operand);

    /// <summary>How the derivative with respect to an operand depends on the sign of the result; null for an operand that is a number.</summary>
    public SlopeBySign? SignsOf(int operand) => _signs[operand] ??= FindSigns(operand);

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

    /// <summary>The square of the derivative with respect to an operand at the nodes of the grid, and their probabilities; null for a function of several sources.</summary>
    public (double[] Squares, double[] Weights)? SquaredSlopes(int operand)
    {
        if (!_isOneSource)
            return null;
        (double[] slope, double[] weights) = DerivativeAtPoints(operand);
        if (slope.Length != NormalGrid.Count)
            return null;
        double[] squares = new double[slope.Length];
        for (int i = 0; i < squares.Length; i++)
            squares[i] = slope[i] * slope[i];
        return (squares, weights);
    }

    /// <summary>The derivative as a gradient meets it that is distributed over the nodes of the grid as given, and how much of that is in the direction of the result, relative to the mean of all.</summary>
    public (Slope Slope, double Output) Along(int operand, Slope slope, double[] profile)
    {
        (double[] derivative, double[] weights) = DerivativeAtPoints(operand);
        double square = 0, fourth = 0, from = 0, output = 0, length = 0, largest = Largest(Values);
        for (int i = 0; i < weights.Length; i++)
        {
            double met = derivative[i] * derivative[i] * weights[i] * profile[i], y = Values[i] * Values[i] / (largest * largest);
            (square, fourth, from) = (square + met, fourth + (met * derivative[i] * derivative[i]), from + (met * y));
            (output, length) = (output + (y * weights[i] * profile[i]), length + (y * weights[i]));
        }

        double factor = slope.Square > 0 ? square / slope.Square : 1;
        return (slope with { Square = square, Fourth = fourth, FromOutput = length > 0 ? from / length : square, ToOperand = slope.ToOperand * factor }, length > 0 ? output / length : 1);
    }

    /// <summary>E[∂] of the derivative with respect to an operand, without all else that is known of it.</summary>
    public double MeanSlope(int operand)
    {
        if (_slopes[operand] is { } known)
            return known.Mean;
        (double[] slope, double[] weights) = DerivativeAtPoints(operand);
        double mean = 0;
        for (int i = 0; i < slope.Length; i++)
            mean += slope[i] * weights[i];
        return mean;
    }

    /// <summary>E[∂a·∂b] of the derivatives with respect to two operands.</summary>
    public double ProductOfSlopes(int a, int b)
    {
        (double[] first, double[] weights) = DerivativeAtPoints(a);
        (double[] second, double[] others) = DerivativeAtPoints(b);
        if (first.Length != second.Length || weights.Length != others.Length)
            return MeanSlope(a) * MeanSlope(b);
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += first[i] * second[i] * weights[i];
        return sum;
    }

    /// <summary>What is left of the correlation of the gradients of two steps behind the derivatives at both.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="operands">The operands, which have the moments of those that this was made with.</param>
    /// <param name="steps">How many steps there are.</param>
    public double KeptBySteps(int operand, Signal[] operands, int steps)
    {
        Slope slope = SlopeOf(operand);
        if (slope.Square == 0 || _random.Length == 0)
            return slope.Kept;
        (double[] derivative, double[] weights) = DerivativeAtPoints(operand);
        if (_isOneSource)
        {
            if (derivative.Length != NormalGrid.Count)
                return slope.Kept;
            double all = _operands[_random[0]].LatentCorrelation, alike = _random.Max(index => operands[index].Alike(steps));
            return alike == 0 ? slope.Kept : Math.Min(Correlated(derivative, all + ((1 - all) * alike)) / slope.Square, 1);
        }

        if (!_isMultilinear)
        {
            double common = ByVariance(index => operands[index].LatentCorrelation + ((1 - operands[index].LatentCorrelation) * operands[index].Alike(steps)));
            return Math.Min(((slope.Mean * slope.Mean * (1 - common)) + (slope.Square * common)) / slope.Square, 1);
        }

        Expression function = DerivativeOf(operand);
        return Math.Min(Common(function, Random(function), index => operands[index].Shared + (Math.Max(operands[index].Second - operands[index].Shared, 0) * operands[index].Alike(steps))) / slope.Square, 1);
    }

    /// <summary>The correlation of the result from one step to the next, beyond what all steps have in common.</summary>
    /// <param name="result">The result.</param>
    /// <param name="operands">The operands.</param>
    public double PersistenceOf(Signal result, Signal[] operands)
    {
        double own = result.Second - result.Shared;
        if (!(own > 1e-12 * result.Second) || _random.All(index => operands[index].Persistence == 0))
            return 0;
        if (_isOneSource)
        {
            double all = _operands[_random[0]].LatentCorrelation, next = all + ((1 - all) * _random.Max(index => operands[index].Persistence));
            return Math.Min(Math.Max((Correlated(Values, next) - result.Shared) / own, 0), 1);
        }

        double common = 0;
        foreach (int index in _random)
        {
            double slope = MeanSlope(index);
            common += slope * slope * operands[index].Persistence * Math.Max(operands[index].Second - operands[index].Shared, 0);
        }

        return Math.Min(common / own, 1);
    }

    /// <summary>The share of the result's variance that all units of an example have in common.</summary>
    /// <param name="result">The result.</param>
    /// <param name="operands">The operands.</param>
    public double TogetherOf(Signal result, Signal[] operands)
    {
        if (_isOneSource)
            return _random.Select(index => operands[index].Together).DefaultIfEmpty().Max();
        double common = _random.Sum(index => MeanSlope(index) * MeanSlope(index) * operands[index].Together * operands[index].Variance);
        return result.Variance > 0 ? Math.Min(common / result.Variance, 1) : 0;
    }

    /// <summary>The largest magnitude, or 1 when all are 0.</summary>
    public static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest > 0 ? largest : 1;
    }

    private Slope FindSlope(int operand)
    {
        if (_alike?.SlopeOf(operand) is { } known)
            return known with { Kept = Kept(operand, known.Mean, known.Square) };
        double[][] operands = _points.Value.Operands;
        (double[] slope, double[] weights) = DerivativeAtPoints(operand);
        double mean = 0, square = 0, fourth = 0;
        for (int i = 0; i < slope.Length; i++)
        {
            mean += slope[i] * weights[i];
            square += slope[i] * slope[i] * weights[i];
            fourth += slope[i] * slope[i] * slope[i] * slope[i] * weights[i];
        }

        return Directions(slope, operands.Length > operand ? operands[operand] : null, mean, square, fourth) with { Kept = Kept(operand, mean, square) };
    }

    /// <summary>What is left of E[∂²] between two examples, relative to it.</summary>
    private double Kept(int operand, double mean, double square)
    {
        double[] slope = DerivativeAtPoints(operand).Slope;
        // A derivative that does not depend on the source has one point.
        bool isOfSource = _isOneSource && _random.Length > 0 && slope.Length == NormalGrid.Nodes.Length;
        double kept = isOfSource ? Correlated(slope, _operands[_random[0]].LatentCorrelation) : mean * mean;
        return square > 0 ? Math.Min(kept / square, 1) : 0;
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

    /// <summary>The derivative with respect to an operand at the points, and their probabilities.</summary>
    private (double[] Slope, double[] Weights) DerivativeAtPoints(int operand)
    {
        if (_derivatives[operand] is { } known)
            return known;
        Expression derivative = DerivativeOf(operand);
        // What is multiplied by an operand that is 0 does not occur in the function, but in that operand's derivative.
        if (derivative.Nodes().OfType<Operand>().Any(other => !_random.Contains(other.Index)))
        {
            var own = new ElementwiseMoments(new KnownFunction(derivative), _operands);
            return (_derivatives[operand] = (own.Values, own._points.Value.Weights)).Value;
        }

        return (_derivatives[operand] = (AtPoints(derivative), SlopeWeights(derivative))).Value;
    }

    /// <summary>Two points that have the moments of an operand do not have its signs.</summary>
    private (double[][] Operands, double[] Weights) SignPoints()
    {
        int count = (int)Math.Pow(SignPointsInAll, 1.0 / _random.Count(index => _operands[index].MaskProbability is null));
        return OperandPoints.Combinations(_operands.Length, _random, index => OperandPoints.Mask(_operands[index]) ?? OperandPoints.OfLaw(_operands[index], count));
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
}
