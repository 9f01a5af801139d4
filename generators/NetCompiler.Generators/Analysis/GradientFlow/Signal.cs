using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What is known at the start of training about units of a value that are alike: their moments over units, examples and first weights.</summary>
/// <param name="Length">How many units.</param>
/// <param name="Mean">E[x].</param>
/// <param name="Second">E[x²].</param>
/// <param name="Shared">E[x·x'] for the same unit and two examples x and x': what does not depend on the example.</param>
internal sealed record Signal(int Length, double Mean, double Second, double Shared)
{
    private readonly Lazy<Law>? _law;

    /// <summary>A number that is the same for every unit and example.</summary>
    public static Signal Number(double value, int length = 1) => new(length, value, value * value, value * value) { IsNumber = true };

    /// <summary>Normally distributed units.</summary>
    public static Signal Normal(int length, double mean, double second, double shared) => new(length, mean, second, shared) { IsNormal = true };

    /// <summary>Whether it is known exactly.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>Whether it is normally distributed.</summary>
    public bool IsNormal { get; init; }

    /// <summary>What the units are functions of: signals with the same source are functions of each other.</summary>
    public object Source { get; init; } = new();

    /// <summary>The correlation between two examples of the normal variable that <see cref="Law"/> is a function of; not a number when only the moments are known.</summary>
    public double Correlation { get; init; } = double.NaN;

    /// <summary>For random factors the probability of 0, otherwise null.</summary>
    public double? MaskProbability { get; init; }

    /// <summary>The value whose mean over the batch this is, or null.</summary>
    public Value? BatchMeanOf { get; init; }

    /// <summary>The number of examples, or places of them, that a mean over the batch is taken over.</summary>
    public double BatchCount { get; init; }

    /// <summary>Whether it was computed from a whole example or batch, as the statistics of a normalization are.</summary>
    public bool IsStatistic { get; init; }

    /// <summary>Of a statistic how many there are for each example.</summary>
    public int Groups { get; init; }

    /// <summary>The correlation of a unit with itself one step later, beyond its mean; of a sequence whose steps are independent 0.</summary>
    public double Persistence { get; init; }

    /// <summary>The share of the variance that all units of an example have in common, as they have behind weights that are one and the same number.</summary>
    public double Together { get; init; }

    /// <summary>Of a feature map the share of <see cref="Shared"/> that its positions have in common; beyond it each has its own, as next to a border.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Of a function of normalized maps what the normalization has fixed; otherwise null.</summary>
    public PositionLevels? Levels { get; init; }

    /// <summary>Of a sequence whose steps are not equally long the second moment of each, relative to <see cref="Second"/>; otherwise null.</summary>
    public double[]? Growth { get; init; }

    /// <summary>The variance of the logarithm of the squared length over first weights, for networks as narrow as this one.</summary>
    public double Spread { get; init; }

    /// <summary>How much less the logarithm of the mean of its squared length over a batch mostly is than that of the mean over all first weights: half the variance that its examples share.</summary>
    public double Shortfall { get; init; }

    /// <summary>The variance over units and examples.</summary>
    public double Variance => Math.Max(Second - (Mean * Mean), 0);

    /// <summary>The distribution; a normal one when only moments are known.</summary>
    public Law Law
    {
        get => _law?.Value ?? Law.Normal(Mean, Variance);
        init => _law = new(() => value);
    }

    /// <summary>Sets a distribution that is worked out when it is first needed.</summary>
    public Func<Law> LawLater
    {
        init => _law = new(value);
    }

    /// <summary>The correlation between two examples of the variable behind <see cref="Law"/>.</summary>
    public double LatentCorrelation => !double.IsNaN(Correlation) ? Correlation
        : Variance > 0 ? Math.Min(Math.Max((Shared - (Mean * Mean)) / Variance, 0), 1) : 1;

    /// <summary>What E[cos²] of the angle between two examples is beyond that of what they share: random weights turn examples towards each other.</summary>
    public double Turned { get; init; }

    /// <summary>E[cos²] of the angle between two examples: as much of the fluctuation of its squared length they have in common.</summary>
    public double Aligned => AlignedBy(Turned);

    /// <summary>The same for other weights in front.</summary>
    public double AlignedBy(double turned) => Second > 0 && Shared < Second ? Math.Min((Shared / Second * (Shared / Second)) + turned, 1) : 1;

    /// <summary>E[cos²] behind a matrix W of normal numbers with n outputs: E[(u·WᵀW·v)²] is (1 + 1/n)·cos² + 1/n, relative to the product of the squared lengths, which is 1 + 2·cos²/n.</summary>
    public static double TurnedBy(double aligned, double units) => Math.Min((aligned + ((1 + aligned) / units)) / (1 + (2 * aligned / units)), 1);

    /// <summary>Whether another signal has the same distribution, and as much of it in common, as far as it can be told without working it out.</summary>
    public bool IsLike(Signal other) => IsClose(Shared, other.Shared) && IsOfLaw(other);

    /// <summary>Whether another signal has the same distribution, however much of it examples have in common.</summary>
    public bool IsOfLaw(Signal other) =>
        IsClose(Second, other.Second) && IsClose(Mean, other.Mean) && MaskProbability == other.MaskProbability && Level == other.Level && IsStatistic == other.IsStatistic
        && BatchMeanOf is null == other.BatchMeanOf is null && BatchCount == other.BatchCount && IsNumber == other.IsNumber
        && (IsNumber || (IsNormal && other.IsNormal) || (_law is not null && _law == other._law));

    /// <summary>Whether the moments of another signal hardly differ.</summary>
    public bool IsNear(Signal other) => IsNearInStep(other) && Math.Abs(Spread - other.Spread) <= 1e-3 && Math.Abs(Shortfall - other.Shortfall) <= 1e-3;

    /// <summary>Whether all that counts inside a step hardly differs.</summary>
    public bool IsNearInStep(Signal other) => Distance(other) <= 1e-3 && Math.Abs(Persistence - other.Persistence) <= 1e-3;

    /// <summary>How much the moments of another signal differ.</summary>
    public double Distance(Signal other)
    {
        if (IsNumber != other.IsNumber || IsStatistic != other.IsStatistic)
            return double.PositiveInfinity;
        double second = Math.Max(Second, other.Second);
        return second > 0 ? (Math.Abs(Second - other.Second) + Math.Abs(Shared - other.Shared) + Math.Abs((Mean * Mean) - (other.Mean * other.Mean))) / second : 0;
    }

    /// <summary>The same with more variance, and more of it that all examples have in common.</summary>
    public Signal WithMore(double variance, double shared)
    {
        if (variance == 0 && shared == 0)
            return this;
        double all = Math.Max(Variance + variance, 0), second = (Mean * Mean) + all;
        Func<Law> law = () => Law.WithVariance(Mean, all);
        return this with { Second = second, Shared = Math.Min(Shared + shared, second), LawLater = law };
    }

    /// <summary>The same, whose length differs from seed to seed as that of another signal does.</summary>
    public Signal FluctuatingAs(Signal other) => this with { Spread = other.Spread, Shortfall = other.Shortfall };

    /// <summary>The same around its mean, with another variance.</summary>
    public Signal Times(double variance) => WithMore((variance - 1) * Variance, (variance - 1) * Math.Max(Shared - (Mean * Mean), 0));

    /// <summary>The same with all values stretched alike, so that it has so many times the second moment.</summary>
    public Signal Stretched(double square)
    {
        double factor = Math.Sqrt(square);
        Func<Law> law = () => Law.Of([.. Law.Values.Select(value => factor * value)], IsNormal);
        return this with { Mean = factor * Mean, Second = square * Second, Shared = square * Shared, LawLater = law, Growth = null };
    }

    /// <summary>The mean correlation of two of so many steps, beyond what all have in common.</summary>
    public double Alike(int steps)
    {
        if (Persistence == 0 || steps < 2)
            return 0;
        double sum = 0, power = 1;
        for (int lag = 1; lag < steps && power > 1e-6; lag++)
        {
            power *= Persistence;
            sum += power * (steps - lag);
        }

        return 2 * sum / ((double)steps * (steps - 1));
    }

    /// <summary>The variance over so many steps of an example.</summary>
    public double OwnOfStep(int steps) => Math.Max(Second - Shared, 0) * (1 - Alike(steps));

    private static bool IsClose(double a, double b) => Math.Abs(a - b) <= 1e-6 * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>The part that depends on the example: without what all examples of a unit have in common.</summary>
    public Signal Centred()
    {
        double own = Math.Max(Second - (Shared * Level), 0);
        Func<Law> law = () => Law.WithVariance(Mean, own);
        return new Signal(Length, Mean, own + (Mean * Mean), Mean * Mean) { IsNormal = IsNormal, Correlation = 0, LawLater = law };
    }
}
