namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How a value is distributed over units, examples and first weights: as a function of one standard normal variable, at the nodes of <see cref="NormalGrid"/>.</summary>
internal sealed class Law
{
    private Law(double[] values, bool isNormal) => (Values, IsNormal) = (values, isNormal);

    /// <summary>The value at each node.</summary>
    public double[] Values { get; }

    /// <summary>Whether it is a normal distribution.</summary>
    public bool IsNormal { get; }

    /// <summary>The probability of a value above 0.</summary>
    public double Positive
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Values.Length; i++)
                sum += Values[i] > 0 ? NormalGrid.Weights[i] : 0;
            return sum;
        }
    }

    /// <summary>The probability of the least value, or of the greatest, whichever is more likely: that of where a function is flat.</summary>
    public double Flat
    {
        get
        {
            double least = 0, greatest = 0;
            for (int i = 0; i < Values.Length; i++)
            {
                least += Values[i] == Values[0] ? NormalGrid.Weights[i] : 0;
                greatest += Values[i] == Values[Values.Length - 1] ? NormalGrid.Weights[i] : 0;
            }

            return Math.Max(least, greatest);
        }
    }

    /// <summary>A normal distribution.</summary>
    public static Law Normal(double mean, double variance)
    {
        double deviation = Math.Sqrt(Math.Max(variance, 0));
        double[] values = new double[NormalGrid.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = mean + (deviation * NormalGrid.Nodes[i]);
        return new Law(values, isNormal: true);
    }

    /// <summary>A distribution given at the nodes.</summary>
    public static Law Of(double[] values, bool isNormal = false) => new(values, isNormal);

    /// <summary>The distribution of equally likely samples, which are sorted.</summary>
    public static Law OfSamples(double[] samples)
    {
        Array.Sort(samples);
        double[] values = new double[NormalGrid.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = At(samples, (NormalGrid.Ranks[i] * samples.Length) - 0.5);
        return Of(values);
    }

    /// <summary>The distribution of equally likely samples, shifted and stretched to given moments.</summary>
    public static Law OfSamples(double[] samples, double mean, double variance)
    {
        double[] values = OfSamples(samples).Values;
        double own = NormalGrid.Expectation(values);
        double spread = NormalGrid.Expectation(values, values) - (own * own);
        double stretch = spread > 0 ? Math.Sqrt(Math.Max(variance, 0) / spread) : 0;
        for (int i = 0; i < values.Length; i++)
            values[i] = mean + ((values[i] - own) * stretch);
        return Of(values);
    }

    /// <summary>The value below which a share of all values lies, if the function is increasing; otherwise the value at that place.</summary>
    public double At(double rank)
    {
        double[] ranks = NormalGrid.Ranks;
        int upper = NormalGrid.After(rank);
        if (upper == 0)
            return Values[0];
        if (upper == ranks.Length)
            return Values[ranks.Length - 1];
        double share = (rank - ranks[upper - 1]) / (ranks[upper] - ranks[upper - 1]);
        return Values[upper - 1] + (share * (Values[upper] - Values[upper - 1]));
    }

    /// <summary>The same distribution with another spread around its mean.</summary>
    public Law WithVariance(double mean, double variance)
    {
        if (IsNormal)
            return Normal(mean, variance);
        double spread = NormalGrid.Expectation(Values, Values) - (mean * mean);
        double stretch = spread > 0 ? Math.Sqrt(Math.Max(variance, 0) / spread) : 0;
        return Of([.. Values.Select(value => mean + ((value - mean) * stretch))]);
    }

    private static double At(double[] sorted, double position)
    {
        int lower = (int)Math.Floor(position);
        if (lower < 0)
            return sorted[0];
        if (lower >= sorted.Length - 1)
            return sorted[sorted.Length - 1];
        return sorted[lower] + ((position - lower) * (sorted[lower + 1] - sorted[lower]));
    }
}
