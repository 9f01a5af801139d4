namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How the weights that a step gives to those it looks at are distributed at the start of training: a softmax of scores that are normal, and independent of what is looked at.</summary>
internal sealed class AttentionPattern
{
    /// <summary>Rows of scores that means are taken over.</summary>
    private const int Rows = 48;

    /// <summary>Beyond so many steps a sum of squares falls as the reciprocal of their number.</summary>
    private const int MostSteps = 512;

    private readonly double[] _squares;
    private readonly bool _isCausal;
    private readonly int _steps;

    /// <summary>Finds the means.</summary>
    /// <param name="steps">The steps that are looked at.</param>
    /// <param name="isCausal">Whether a step looks at itself and at those before it alone.</param>
    /// <param name="variance">The variance of the scaled scores of one step, over the steps that it looks at.</param>
    /// <param name="alike">The correlation of the scores of two steps.</param>
    public AttentionPattern(int steps, bool isCausal, double variance, double alike)
    {
        (_steps, _isCausal, Variance) = (steps, isCausal, variance);
        _squares = SumsOfSquares(Math.Min(steps, MostSteps), Math.Sqrt(Math.Max(variance, 0)));
        // Where the scores of two steps are one and the same, their weights have as much in common as they have of themselves.
        double even = Mean(static seen => 1.0 / seen);
        double kept = even > 0 ? Math.Pow(Mean(Squares) / even, alike) : 1;
        Overlap = Math.Min(kept * (isCausal ? MeanOfPairs() : 1.0 / steps), 1);
    }

    /// <summary>The variance of the scores of a step.</summary>
    public double Variance { get; }

    /// <summary>E[Σ p·p'] for the weights p and p' of two steps.</summary>
    public double Overlap { get; }

    /// <summary>E[Σ p²] for the weights p of a step: the reciprocal of how many it really looks at.</summary>
    public double Concentration => Mean(Squares);

    /// <summary>E[Σ p²] over the steps that have a gradient.</summary>
    public double ConcentrationOf(StepShares shares)
    {
        double sum = 0;
        for (int step = 0; step < shares.Shares.Length; step++)
            sum += shares.Shares[step] * Squares(Seen(step));
        return sum;
    }

    /// <summary>The shares of the steps in what comes back from the given ones.</summary>
    public StepShares Back(StepShares shares, double common)
    {
        if (!_isCausal)
            return StepShares.Even(_steps, common) with { Spread = shares.Spread };
        double[] back = new double[_steps];
        double total = 0, from = 0;
        for (int step = _steps - 1; step >= 0; step--)
        {
            from += shares.Shares[step] * Squares(Seen(step)) / Seen(step);
            back[step] = from;
            total += from;
        }

        return total > 0 ? new StepShares([.. back.Select(share => share / total)], common, 1) { Spread = shares.Spread } : StepShares.Even(_steps, common);
    }

    private int Seen(int step) => _isCausal ? step + 1 : _steps;

    private double Squares(int seen) => _squares[Math.Min(seen, _squares.Length) - 1] * Math.Min(1, (double)_squares.Length / seen);

    private double Mean(Func<int, double> of)
    {
        if (!_isCausal)
            return of(_steps);
        double sum = 0;
        for (int step = 0; step < _steps; step++)
            sum += of(step + 1);
        return sum / _steps;
    }

    /// <summary>Of two causal steps the earlier one's weights lie where the later one has 1/seen each.</summary>
    private double MeanOfPairs()
    {
        double sum = 0;
        for (int later = 1; later <= _steps; later++)
            sum += ((2.0 * later) - 1) / later;
        return sum / ((double)_steps * _steps);
    }

    /// <summary>E[Σ p²] for every number of steps, from the beginnings of rows of drawn scores.</summary>
    private static double[] SumsOfSquares(int steps, double deviation)
    {
        double[] sums = new double[steps];
        var draws = new Draws();
        for (int row = 0; row < Rows; row++)
        {
            double total = 0, square = 0, greatest = double.NegativeInfinity;
            for (int seen = 0; seen < steps; seen++)
            {
                double score = deviation * draws.Normal();
                if (score > greatest)
                {
                    double shrink = Math.Exp(greatest - score);
                    (total, square, greatest) = (total * shrink, square * shrink * shrink, score);
                }

                double weight = Math.Exp(score - greatest);
                total += weight;
                square += weight * weight;
                sums[seen] += square / (total * total) / Rows;
            }
        }

        return sums;
    }
}
