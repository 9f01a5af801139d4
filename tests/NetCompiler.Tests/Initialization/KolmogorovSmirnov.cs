using NetCompiler.Tests.Kernels;

namespace NetCompiler.Tests.Initialization;

/// <summary>The test of Kolmogorov and Smirnov: the largest distance of an empirical distribution function from the supposed one.</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>The distance that a right supposition exceeds once in a thousand times.</summary>
    public static double Limit(int count) => 1.95 / Math.Sqrt(count);

    public static double Statistic(double[] sorted, Func<double, double> distribution)
    {
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double expected = distribution(sorted[i]);
            largest = Math.Max(largest, Math.Max(expected - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - expected));
        }

        return largest;
    }

    public static double NormalDistribution(double x) => 0.5 + (0.5 * FloatReference.Erf(x / Math.Sqrt(2)));
}
