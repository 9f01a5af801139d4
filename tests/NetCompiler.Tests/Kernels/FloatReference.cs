namespace NetCompiler.Tests.Kernels;

/// <summary>The functions in double precision, from the mathematical library and from series of their own.</summary>
internal static class FloatReference
{
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
            return Math.Exp(x) - 1;
        double term = x;
        double sum = x;
        for (int n = 2; n < 20; n++)
            sum += term *= x / n;
        return sum;
    }

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    // ln(1 + e), corrected for what 1 + e loses in rounding.
    public static double Softplus(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        double sum = 1 + e;
        double log = e < 1e-8 ? e - (e * e / 2) : Math.Log(sum) + ((e - (sum - 1)) / sum);
        return double.IsNaN(x) ? x : Math.Max(0, x) + log;
    }

    // 2/√π·exp(-x²)·Σ 2ⁿ·x²ⁿ⁺¹/(2n+1)!!, whose terms all have the same sign.
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 5))
            return double.IsNaN(x) ? x : Math.Sign(x);
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            sum += term *= 2 * x * x / ((2 * n) + 1);
        return 1.1283791670955126 * Math.Exp(-x * x) * sum;
    }
}
