using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Functions that .NET lacks, or that it computes with cancellation.</summary>
public static class SpecialFunctions
{
    // Below it the series of erf converges fast and 1 - erf keeps its digits; above it the continued fraction of erfc takes over.
    private const double SeriesLimit = 1.0;

    /// <summary>The error function, erf x = 2/√π·∫₀ˣ e^(-t²) dt.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>erf x, to a few units in the last place.</returns>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude < SeriesLimit ? ErfSeries(x) : Math.CopySign(1.0 - ErfcFraction(magnitude), x);
    }

    /// <summary>The complementary error function, erfc x = 1 - erf x, without cancellation for large x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>erfc x, to a few units in the last place.</returns>
    public static double Erfc(double x) =>
        Math.Abs(x) < SeriesLimit ? 1.0 - ErfSeries(x)
        : x < 0.0 ? 2.0 - ErfcFraction(-x)
        : ErfcFraction(x);

    /// <summary>The standard normal distribution function, Φ(x) = erfc(-x/√2) / 2.</summary>
    /// <typeparam name="T">The element type; the computation is in double.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>The probability that a standard normal variable is at most <paramref name="x"/>.</returns>
    public static T NormalCdf<T>(T x) where T : IFloatingPointIeee754<T> =>
        T.CreateTruncating(0.5 * Erfc(double.CreateTruncating(x) * -Math.Sqrt(0.5)));

    /// <summary>eˣ - 1, without cancellation for small x.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>eˣ - 1.</returns>
    public static T ExpMinusOne<T>(T x) where T : IFloatingPointIeee754<T>
    {
        T exp = T.Exp(x);
        if (T.Abs(x) > T.One)
            return exp - T.One;

        // With u = eˣ as rounded, (u - 1)/ln u is smooth in u, so that the rounding of u cancels out.
        return exp == T.One ? x : (exp - T.One) * (x / T.Log(exp));
    }

    /// <summary>ln(1 + x), without cancellation for small x.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The argument, at least -1.</param>
    /// <returns>ln(1 + x).</returns>
    public static T LogOnePlus<T>(T x) where T : IFloatingPointIeee754<T>
    {
        T sum = T.One + x;
        if (T.Abs(x) > T.One)
            return T.Log(sum);

        // With u = 1 + x as rounded, ln u/(u - 1) is smooth in u, so that the rounding of u cancels out.
        return sum == T.One ? x : T.Log(sum) * (x / (sum - T.One));
    }

    // erf x = 2x/√π·e^(-x²)·(1 + 2x²/3·(1 + 2x²/5·(1 + …))), evaluated from the inside: every term is positive, so nothing cancels.
    private static double ErfSeries(double x)
    {
        double sum = 1.0;
        for (int n = 20; n > 0; n--)
            sum = 1.0 + (2.0 * x * x / ((2 * n) + 1) * sum);
        return 2.0 / Math.Sqrt(Math.PI) * x * sum * Gaussian(x);
    }

    // erfc x = e^(-x²)/√π / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))), evaluated from the inside with as many terms as double needs.
    private static double ErfcFraction(double x)
    {
        double fraction = x;
        for (int n = 12 + (int)(200.0 / (x * x)); n > 0; n--)
            fraction = x + (0.5 * n / fraction);
        return Gaussian(x) / (Math.Sqrt(Math.PI) * fraction);
    }

    // e^(-x²), with the rounding error of x² taken back: exp would magnify it x² times.
    private static double Gaussian(double x)
    {
        double square = x * x;
        double rest = Math.FusedMultiplyAdd(x, x, -square);
        double value = Math.Exp(-square);
        return value == 0.0 ? 0.0 : value - (value * rest);
    }
}
