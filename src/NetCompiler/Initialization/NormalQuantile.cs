namespace NetCompiler;

/// <summary>The inverse of the normal distribution function. Relative error below 1e-11.</summary>
/// <remarks>It is made of additions, products, quotients and square roots only, which IEEE 754 rounds correctly: the values are the same
/// on every platform, unlike those of a mathematical library.</remarks>
internal static class NormalQuantile
{
    /// <summary>The probability of being within two standard deviations of the mean.</summary>
    public const double WithinTwo = 0.95449973610364158560;

    /// <summary>The number below which a standard normal variable lies with probability ½ + q.</summary>
    /// <param name="q">The probability less ½: at most ½ - 2^-54 in magnitude.</param>
    /// <returns>The quantile, with the sign of <paramref name="q"/>.</returns>
    public static double Centred(double q)
    {
        // Two rational functions, fitted for this purpose: q·P(q²)/Q(q²) in the middle, P(r)/Q(r) with r = √(-ln p) in the tails.
        double magnitude = Math.Abs(q);
        if (magnitude <= 0.425)
        {
            double z = q * q;
            double n = (((((-14.891860503998324457 * z) + 117.69524027860349143) * z - 182.98590720316870775) * z
                + 108.2497663900346033) * z - 27.417820837559524862) * z + 2.5066282746356400743;
            double d = (((((-24.10167727693150086 * z) + 92.734634827387661645) * z - 107.60561358803754331) * z
                + 53.433504309499683009) * z - 11.985325518353870422) * z + 1.0;
            return q * n / d;
        }
        else
        {
            double r = Math.Sqrt(-Log(0.5 - magnitude));
            double n = (((((0.441290894426913184 * r) + 5.1758251441945476205) * r + 14.123701970773468915) * r
                + 3.5958392062387463705) * r - 12.141565966818082883) * r - 3.1976727288379788931;
            double d = (((((1.9504084929953851649e-6 * r) + 0.31190463748945661082) * r + 3.6666005985645072216) * r
                + 10.710161639393889795) * r + 8.0091083631302924898) * r + 1.0;
            return Math.CopySign(n / d, q);
        }
    }

    // ln p for a normal positive number: p = 2^k·z with z between √½ and √2, and ln z = 2·artanh(s) with s = (z - 1)/(z + 1).
    private static double Log(double p)
    {
        const long RootHalf = 0x3FE6A09E667F3BCD;
        long bits = BitConverter.DoubleToInt64Bits(p) - RootHalf;
        double k = bits >> 52;
        double z = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) + RootHalf);
        double s = (z - 1) / (z + 1);
        double y = s * s;
        double series = ((((((0.14800624673261101104 * y) + 0.15313608083985284976) * y + 0.18183580604728944648) * y
            + 0.22222198280598602981) * y + 0.28571428745024656515) * y + 0.39999999999403859205) * y + 0.66666666666667358721;
        return (k * 0.69314718055994530942) + (s * (2 + (y * series)));
    }
}
