namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How the gradient of a sequence is spread over its steps.</summary>
/// <param name="Shares">The share of each step in the squared length.</param>
/// <param name="Common">The correlation of the gradients of two steps, as far as it does not depend on their distance: 1 for a mean over all steps, 0 for steps with losses of their own.</param>
/// <param name="Persistence">What a distance of one step multiplies this correlation with, but for the part that lasts.</param>
internal sealed record StepShares(double[] Shares, double Common, double Persistence)
{
    /// <summary>The part of the correlation that all steps have alike, however far from each other.</summary>
    public double Lasting { get => Persistence == 1 ? 1 : field; init; }

    /// <summary>The variance of the logarithm of the squared length over first weights, as far as the steps behind bring it in.</summary>
    public double Spread { get; init; }

    /// <summary>For gradients that cancel in their sum over all steps, as those of keys do: the correlation of two neighbours apart from that; otherwise null.</summary>
    public double? Smoothness { get; init; }

    /// <summary>The same share for every step.</summary>
    public static StepShares Even(int steps, double common) => new([.. Enumerable.Repeat(1.0 / steps, steps)], common, 1);

    /// <summary>One step alone.</summary>
    public static StepShares Only(int steps, int step) => new([.. Enumerable.Range(0, steps).Select(other => other == step ? 1.0 : 0)], 1, 1);

    /// <summary>The squared length in each step.</summary>
    public double[] Scaled(double energy) => [.. Shares.Select(share => share * energy)];

    /// <summary>The last step first.</summary>
    public StepShares Reversed() => this with { Shares = [.. Enumerable.Reverse(Shares)] };

    /// <summary>Behind a function whose slope differs between steps: as much of it as they have in common is common to them.</summary>
    public StepShares Through(double kept) => Common > 0 ? this with { Common = Common * kept } : this;

    /// <summary>In front of a division by the length of each step.</summary>
    /// <param name="growth">The second moment of each step, relative to that of the middle one.</param>
    /// <returns>The shares, and what the division makes of the squared length besides.</returns>
    public (StepShares Shares, double Factor) DividedBy(double[] growth)
    {
        double[] divided = [.. Shares.Zip(growth, (share, length) => share / length)];
        double sum = divided.Sum();
        return sum > 0 ? (this with { Shares = [.. divided.Select(share => share / sum)] }, sum) : (this, 1);
    }

    /// <summary>In front of windows over steps that are past.</summary>
    /// <param name="kernel">How many steps a window has.</param>
    /// <param name="dilation">How far they lie apart.</param>
    /// <param name="kept">The share of the squared length that does not lie before the first step.</param>
    public StepShares Delayed(int kernel, int dilation, out double kept)
    {
        double[] seen = new double[Shares.Length];
        for (int step = 0; step < seen.Length; step++)
        {
            for (int tap = 0; tap < kernel && step + (tap * dilation) is var window && window < seen.Length; tap++)
                seen[step] += Shares[window] / kernel;
        }

        double sum = kept = seen.Sum();
        return sum > 0 ? this with { Shares = [.. seen.Select(share => share / sum)] } : this;
    }

    /// <summary>The squared length of a sum over steps of x·δ, relative to the sum of squared lengths.</summary>
    /// <param name="mean">The share of x that all steps have in common.</param>
    /// <param name="persistence">What a distance of one step multiplies the correlation of the rest with.</param>
    public double SumOfProducts(double mean, double persistence)
    {
        if (Smoothness is { } smoothness)
            return (1 - mean) * Centred(Shares.Length, smoothness, persistence);
        double sum = 1;
        foreach ((double part, double power) in new[] { (Lasting, 1.0), (1 - Lasting, Persistence) })
        {
            double always = 0, fading = 0;
            for (int step = 0; part > 0 && step < Shares.Length; step++)
            {
                double length = Math.Sqrt(Shares[step]);
                sum += 2 * length * Common * part * ((mean * always) + ((1 - mean) * fading));
                always = power * (always + length);
                fading = power * persistence * (fading + length);
            }
        }

        return sum;
    }

    /// <summary>The mean second moment of x where the gradient is.</summary>
    /// <param name="growth">That of each step, relative to all; null where they are alike.</param>
    public double Meeting(double[]? growth) => growth?.Zip(Shares, (length, share) => length * share).Sum() ?? 1;

    /// <summary>The squared length of a sum over steps of x·δ, relative to the sum of squared lengths, for errors δ of which the mean over all steps has been taken away.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="error">The correlation of two errors next to each other before that.</param>
    /// <param name="x">The correlation of two x next to each other.</param>
    public static double Centred(int steps, double error, double x)
    {
        double mean = Pairs(error);
        return mean < 1 ? Math.Max(Pairs(error * x) - (mean * Pairs(x)), 0) * steps / (1 - mean) : 0;

        // The mean correlation of any two steps, or a step and itself.
        double Pairs(double persistence)
        {
            double sum = steps, power = 1;
            for (int lag = 1; lag < steps && power > 1e-6; lag++)
            {
                power *= persistence;
                sum += 2 * power * (steps - lag);
            }

            return sum / ((double)steps * steps);
        }
    }

    /// <summary>Two gradients of one sequence together.</summary>
    public static StepShares? Together(StepShares? a, double aEnergy, StepShares? b, double bEnergy)
    {
        if (a is null || b is null || !(aEnergy + bEnergy > 0))
            return a ?? b;
        double share = aEnergy / (aEnergy + bEnergy);
        double Mean(double x, double y) => (share * x) + ((1 - share) * y);
        double common = Mean(a.Common, b.Common), lasting = Mean(a.Common * a.Lasting, b.Common * b.Lasting), fading = common - lasting;
        double persistence = fading > 0 ? Mean(a.Common * (1 - a.Lasting) * a.Persistence, b.Common * (1 - b.Lasting) * b.Persistence) / fading : 1;
        return new StepShares([.. a.Shares.Zip(b.Shares, Mean)], common, persistence) { Lasting = common > 0 ? lasting / common : 0, Spread = Mean(a.Spread, b.Spread) };
    }
}
