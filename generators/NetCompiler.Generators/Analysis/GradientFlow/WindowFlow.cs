using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How many terms the sums of a product or a pool have, where windows reach beyond the border of a map.</summary>
internal static class WindowFlow
{
    private const int Iterations = 30;

    /// <summary>Points that stand for two normal variables: a lattice with the golden ratio.</summary>
    private const int Lattice = 256;

    private const double Stride = 0.61803398874989485;

    private static readonly Law s_normal = Law.Normal(0, 1);

    /// <summary>The share of the elements of a window that lie inside the map. Where a map keeps its size, the signal of many layers gathers in its middle, so that the greatest
    /// eigenvalue of the windows counts, and not their mean.</summary>
    public static double Share(WindowAxis axis)
    {
        if (!axis.IsPadded)
            return 1;
        double[] profile = [.. Enumerable.Repeat(1.0, axis.Input)];
        double share = 1;
        for (int iteration = 0; iteration < (axis.Output == axis.Input ? Iterations : 1); iteration++)
        {
            double[] next = Next(axis, profile);
            share = next.Average();
            profile = [.. next.Select(value => value / share)];
        }

        return share;
    }

    /// <summary>Of what all positions of a map have in common, the share that is still common to all behind windows that reach beyond its border: two positions have it as far as both have a tap.</summary>
    public static double Level(WindowAxis axis)
    {
        if (!axis.IsPadded)
            return 1;
        double taps = 0, both = 0;
        for (int tap = 0; tap < axis.Kernel; tap++)
        {
            double inside = Enumerable.Range(0, axis.Output).Count(output => (output * axis.Stride) + (tap * axis.Dilation) - axis.Before is var input && input >= 0 && input < axis.Input) / (double)axis.Output;
            (taps, both) = (taps + inside, both + (inside * inside));
        }

        return taps > 0 ? both / taps : 1;
    }

    private static double[] Next(WindowAxis axis, double[] profile)
    {
        double[] next = new double[axis.Output];
        for (int output = 0; output < next.Length; output++)
        {
            for (int tap = 0; tap < axis.Kernel; tap++)
            {
                int input = (output * axis.Stride) + (tap * axis.Dilation) - axis.Before;
                if (input >= 0 && input < profile.Length)
                    next[output] += profile[input] / axis.Kernel;
            }
        }

        return next;
    }

    /// <summary>The signal behind a pool. Positions of a window have in common what examples have; beyond that they are independent.</summary>
    public static Signal Pooled(Pool pool, Signal x)
    {
        int taps = pool.Window.Taps;
        if (pool.Kind == PoolKind.Max)
            return Greatest(x, taps, pool.Result.Length);
        double factor = pool.Kind == PoolKind.Sum ? taps : 1, square = factor * factor;
        double lost = x.Levels is { } levels && pool.Operand.Positions > 1 ? levels.Lost(x) * (taps - 1) / (pool.Operand.Positions - 1) : 0;
        double common = square * Math.Max(x.Shared, x.Mean * x.Mean), own = square * Math.Max(x.Second - x.Shared, 0) * (1 - lost) / taps;
        return Signal.Normal(pool.Result.Length, factor * x.Mean, common + own, common).FluctuatingAs(x);
    }

    /// <summary>The signal of an enlarged map, if neighbours are independent.</summary>
    public static Signal Interpolated(Interpolate interpolate, Signal x)
    {
        double Between(double second) => (x.Mean * x.Mean) + (SquaredWeights(interpolate) * Math.Max(second - (x.Mean * x.Mean), 0));
        return Signal.Normal(interpolate.Result.Length, x.Mean, Between(x.Second), Between(x.Shared)).FluctuatingAs(x);
    }

    /// <summary>The sum of the squares of the weights of an interpolated element, on average.</summary>
    public static double SquaredWeights(Interpolate interpolate)
    {
        int[] dimensions = interpolate.Operand.Dimensions;
        return Axis(dimensions[dimensions.Length - 1], interpolate.Horizontally) * (dimensions.Length == 2 ? 1 : Axis(dimensions[1], interpolate.Vertically));

        static double Axis(int size, int factor) => Enumerable.Range(0, size * factor).Average(i =>
        {
            double place = Math.Min(Math.Max(((i + 0.5) / factor) - 0.5, 0), size - 1), share = place - Math.Floor(place);
            return (share * share) + ((1 - share) * (1 - share));
        });
    }

    /// <summary>What a pool multiplies the squared length of a gradient with: a maximum passes it on to one element, a mean spreads it.</summary>
    public static double Backward(Pool pool) => pool.Kind switch
    {
        PoolKind.Max => 1,
        PoolKind.Sum => pool.Window.Taps,
        _ => 1.0 / pool.Window.Taps,
    };

    /// <summary>The greatest of several: at each rank r the value of rank r^(1/n).</summary>
    public static Signal Greatest(Signal x, int count, int length)
    {
        double correlation = x.LatentCorrelation;
        Law law = Law.Of([.. NormalGrid.Ranks.Select(rank => x.Law.At(Math.Pow(rank, 1.0 / count)))]);
        if (correlation > 0.01)
            law = OfCorrelated(x.Law, count, correlation);
        double mean = NormalGrid.Expectation(law.Values), second = NormalGrid.Expectation(law.Values, law.Values), kept = correlation > 0.01 ? CommonOfGreatest(count, correlation) : 0;
        return new Signal(length, mean, second, new HermiteSeries(law.Values).At(kept)) { Law = law, Correlation = kept }.FluctuatingAs(x);
    }

    /// <summary>What all of them have in common moves the greatest as it moves all others: the latent variable is √c·u + √(1 - c)·v, where v alone is the greatest of several.</summary>
    private static Law OfCorrelated(Law law, int count, double correlation)
    {
        double common = Math.Sqrt(correlation), own = Math.Sqrt(1 - correlation);
        double[] values = new double[Lattice];
        for (int i = 0; i < Lattice; i++)
        {
            double position = (i + 0.5) * Stride, u = s_normal.At((i + 0.5) / Lattice), v = s_normal.At(Math.Pow(position - Math.Floor(position), 1.0 / count));
            values[i] = law.At(NormalGrid.Probability((common * u) + (own * v)));
        }

        return Law.OfSamples(values);
    }

    /// <summary>The correlation of two examples: the variance of what they have in common as a share of all.</summary>
    private static double CommonOfGreatest(int count, double correlation)
    {
        Law greatest = Law.Of([.. NormalGrid.Ranks.Select(rank => s_normal.At(Math.Pow(rank, 1.0 / count)))]);
        double mean = NormalGrid.Expectation(greatest.Values), variance = NormalGrid.Expectation(greatest.Values, greatest.Values) - (mean * mean);
        return correlation / (correlation + ((1 - correlation) * variance));
    }
}
