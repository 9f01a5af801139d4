using System.Numerics;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Numbers of a network's element type.</summary>
internal static class Elements
{
    /// <summary>The greatest relative error of one rounding.</summary>
    public static double Rounding<T>() where T : IFloatingPointIeee754<T> => double.CreateChecked(T.BitIncrement(T.One) - T.One) / 2.0;

    public static T[] To<T>(ReadOnlySpan<double> values) where T : unmanaged, IFloatingPointIeee754<T> => InterpretedNetwork<T>.Convert(values);

    public static double[] ToDouble<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPointIeee754<T> => InterpretedNetwork<double>.Convert(values);

    /// <summary>Standard normal numbers that float represents exactly, so that both element types compute with the same.</summary>
    public static double[] Normal(int count, ulong seed, string purpose, double scale = 1.0)
    {
        var random = new Philox(seed, Philox.StreamOf(purpose));
        return [.. Enumerable.Range(0, count).Select(i => (double)(float)(scale * random.Normal((ulong)i)))];
    }

    /// <summary>Asserts that two vectors hold the same bits.</summary>
    public static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!expected[i].Equals(actual[i]) || T.IsNegative(expected[i]) != T.IsNegative(actual[i]))
                Assert.Fail($"{what}: element {i} of {expected.Length} is {actual[i]:R} instead of {expected[i]:R}.");
        }
    }

    /// <summary>Asserts that two vectors differ by at most <paramref name="tolerance"/> times the greatest expected magnitude, or the given scale if that is greater.</summary>
    public static void AssertClose<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance, double leastScale, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = leastScale;
        foreach (double value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateChecked(actual[i]) - expected[i]);
            if (!(error <= tolerance * scale))
            {
                Assert.Fail($"{what}: element {i} of {expected.Length} is {actual[i]:R} instead of {expected[i]:R}, " +
                    $"an error of {error / scale:E1} where {tolerance:E1} is allowed.");
            }
        }
    }
}
