namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>erf(x) = 2/√π·∫₀ˣ exp(-t²)dt, from its Taylor series around the nearest entry of a table; to 13 digits.</summary>
internal static class ErrorFunction
{
    /// <summary>Beyond it the function is 1 to the last bit.</summary>
    private const int Limit = 6;

    /// <summary>Entries from one integer to the next.</summary>
    private const int Density = 64;

    private static readonly double[] s_values = new double[(Limit * Density) + 1];
    private static readonly double[] s_slopes = new double[(Limit * Density) + 1];

    static ErrorFunction()
    {
        for (int i = 0; i < s_values.Length; i++)
        {
            double x = (double)i / Density;
            (s_values[i], s_slopes[i]) = (Exact(x), 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x));
        }
    }

    /// <summary>erf(x).</summary>
    public static double Of(double x)
    {
        double size = Math.Abs(x);
        if (!(size < Limit))
            return double.IsNaN(x) ? x : Math.Sign(x);
        int entry = (int)((size * Density) + 0.5);
        double a = (double)entry / Density, d = size - a, square = a * a;
        // The derivatives are Hermite polynomials times the first.
        double series = d * (1 + (d * (-a + (d * ((((2 * square) - 1) / 3) + (d * ((a * (3 - (2 * square)) / 6) + (d * ((4 * square * square) - (12 * square) + 3) / 30))))))));
        double value = s_values[entry] + (s_slopes[entry] * series);
        return x < 0 ? -value : value;
    }

    /// <summary>The Maclaurin series for small arguments, and the continued fraction of 1 - erf for large ones.</summary>
    private static double Exact(double x)
    {
        double square = x * x;
        if (x < 2.5)
        {
            double term = x, sum = x;
            for (int n = 1; term > 1e-17 * sum; n++)
            {
                term *= 2 * square / ((2 * n) + 1);
                sum += term;
            }

            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-square) * sum;
        }

        double fraction = x;
        for (int n = 40; n > 0; n--)
            fraction = x + (n / 2.0 / fraction);
        return 1 - (Math.Exp(-square) / Math.Sqrt(Math.PI) / fraction);
    }
}
