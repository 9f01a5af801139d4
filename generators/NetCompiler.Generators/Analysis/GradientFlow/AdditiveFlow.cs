namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The hidden units tanh(q + k) of additive scores, for a query q and a key k with first weights.</summary>
internal sealed class AdditiveFlow
{
    /// <summary>Finds the moments.</summary>
    /// <param name="query">The part of the query in the units.</param>
    /// <param name="key">That of the key.</param>
    /// <param name="steps">The keys.</param>
    public AdditiveFlow(Signal query, Signal key, int steps)
    {
        double total = query.Second + key.Second, deviation = Math.Sqrt(total);
        double sharedKey = key.Second - key.OwnOfStep(steps);
        double[] values = [.. NormalGrid.Nodes.Select(node => Math.Tanh(deviation * node))], slopes = [.. values.Select(value => 1 - (value * value))];
        double Correlation(double querys, double keys) => total > 0 ? (querys + keys) / total : 0;
        double otherKey = Correlation(query.Second, sharedKey), otherQuery = Correlation(query.Shared, key.Second), other = Correlation(query.Shared, sharedKey);
        HermiteSeries ofValues = new(values), ofSlopes = new(slopes);
        Second = NormalGrid.Expectation(values, values);
        Own = Math.Max(Second - ofValues.At(otherKey), 0);
        Alike = Own > 0 ? Math.Min(Math.Max((ofValues.At(otherQuery) - ofValues.At(other)) / Own, 0), 1) : 0;
        Slope = NormalGrid.Expectation(slopes, slopes);
        SlopeOwn = Math.Max(Slope - ofSlopes.At(otherKey), 0);
        SlopeAlike = ofSlopes.At(otherQuery) / Slope;
    }

    /// <summary>E[y²] of a unit y.</summary>
    public double Second { get; }

    /// <summary>The variance of a unit over the keys of one query.</summary>
    public double Own { get; }

    /// <summary>The correlation of two queries in what they make of the same keys.</summary>
    public double Alike { get; }

    /// <summary>E[y'²] of its derivative.</summary>
    public double Slope { get; }

    /// <summary>The variance of the derivative over the keys of one query.</summary>
    public double SlopeOwn { get; }

    /// <summary>The correlation of the derivatives of two queries with the same key.</summary>
    public double SlopeAlike { get; }
}
