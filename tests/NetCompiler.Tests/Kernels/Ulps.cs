namespace NetCompiler.Tests.Kernels;

/// <summary>Errors in units in the last place of the exact result.</summary>
internal static class Ulps
{
    /// <summary>The error of a float. Overflow is right where the exact value lies beyond the largest float.</summary>
    public static double Error(float actual, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual))
            return double.IsNaN(exact) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        const double largest = float.MaxValue;
        if (float.IsInfinity(actual) || Math.Abs(exact) > largest)
        {
            bool right = Math.Abs(exact) >= largest && Math.Abs(actual) >= largest && Math.Sign(exact) == Math.Sign(actual);
            return right ? 0 : double.PositiveInfinity;
        }

        int exponent = Math.Clamp(exact == 0 ? int.MinValue : Math.ILogB(exact), -126, 127);
        return Math.ScaleB(Math.Abs(actual - exact), 23 - exponent);
    }

    /// <summary>The error of a double; the exact value is finite.</summary>
    public static double Error(double actual, DoubleDouble exact)
    {
        double value = (double)exact;
        int exponent = value == 0 ? -1022 : Math.Max(Math.ILogB(value), -1022);
        double difference = (double)(exact - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : Math.ScaleB(Math.ScaleB(Math.Abs(difference), 52), -exponent);
    }
}
