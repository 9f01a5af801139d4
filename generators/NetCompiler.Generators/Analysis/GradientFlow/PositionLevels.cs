namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What a normalization within examples fixes: the mean over all positions of a map, and that of the squares. A mean over the positions of a function of its result lacks what the
/// function has along both.</summary>
/// <param name="Normalized">The normalized values, with mean 0 and variance 1.</param>
/// <param name="Mean">The share of the mean of a channel that is fixed: all of it, or less where several channels have one mean; 0 where none is taken away.</param>
/// <param name="Square">The same of the mean of the squares.</param>
internal sealed record PositionLevels(Law Normalized, double Mean, double Square)
{
    /// <summary>The precision of a float, squared: nothing is fixed more exactly.</summary>
    public const double Rounding = 1.0 / (1L << 46);

    /// <summary>The share of the variance of a mean over all positions that is missing.</summary>
    /// <param name="x">A function of the normalized values.</param>
    public double Lost(Signal x)
    {
        if (!(x.Variance > 0))
            return 0;
        double[] u = Normalized.Values, f = x.Law.Values, squares = [.. u.Select(value => value * value)];
        double second = NormalGrid.Expectation(u, u), skew = NormalGrid.Expectation(squares, u) / second, length = NormalGrid.Expectation(squares, squares) - (second * second) - (skew * skew * second);
        // What squares have beyond their mean and the values themselves.
        double along = NormalGrid.Expectation(f, u), bent = NormalGrid.Expectation(f, squares) - (NormalGrid.Expectation(f) * second) - (skew * along);
        double lost = (Mean * along * along / second) + (length > 1e-9 ? Square * bent * bent / length : 0);
        return Math.Min(lost / x.Variance, 1 - Rounding);
    }
}
