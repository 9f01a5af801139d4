namespace NetCompiler.Tests.GradientFlow;

/// <summary>Sums of squares of elements of any size, against sums in double.</summary>
public sealed class MagnitudesTests
{
    /// <summary>Lengths around a vector, around four of them, and around what is added up at once.</summary>
    private static readonly int[] s_lengths = [1, 7, 8, 9, 31, 33, 64, 2047, 2048, 2049, 5000];

    /// <summary>Scales at which squares in float vanish, are ordinary, and overflow.</summary>
    public static TheoryData<double> Scales => [1e-37, 1e-25, 1e-12, 1, 1e10, 1e25];

    [Theory]
    [MemberData(nameof(Scales))]
    public void Elements_of_any_size_count(double scale)
    {
        foreach (int length in s_lengths)
        {
            float[] values = Values(length, scale);
            Magnitudes magnitudes = default;
            magnitudes.Add<float>(values, 2);
            double expected = values.Sum(value => 4.0 * value * value);
            Assert.Equal(1, magnitudes.SumOfSquares / expected, 1e-5);
            Assert.Equal(1, 4 * Magnitudes.SquaredLength<float>(values) / expected, 1e-5);
            Assert.Equal(2.0 * values.Max(Math.Abs), magnitudes.Max);
            Assert.Equal((length, 0), (magnitudes.Count, magnitudes.NonFinite));
        }
    }

    [Fact]
    public void Elements_of_double_may_be_smaller_and_larger()
    {
        foreach (double scale in new[] { 1e-150, 1, 1e150 })
        {
            double[] values = [.. Values(100, 1).Select(value => value * scale)];
            Magnitudes magnitudes = default;
            magnitudes.Add<double>(values);
            Assert.Equal(1, magnitudes.Rms / scale / Math.Sqrt(values.Average(value => value / scale * (value / scale))), 1e-12);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_is_counted_and_left_out(float bad)
    {
        foreach (int length in s_lengths)
        {
            float[] values = Values(length, 1), without = [.. values.Skip(1)];
            values[0] = bad;
            Magnitudes magnitudes = default;
            magnitudes.Add<float>(values);
            Assert.Equal((length, 1), (magnitudes.Count, magnitudes.NonFinite));
            Assert.Equal(without.Sum(value => (double)value * value), magnitudes.SumOfSquares, 1e-5 * length);
            Assert.Equal(without.Select(Math.Abs).DefaultIfEmpty(0).Max(), magnitudes.Max);
        }
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Distances_of_any_size_count(double scale)
    {
        foreach (int length in s_lengths)
        {
            float[] a = Values(length, scale), b = [.. Values(length + 1, scale).Skip(1)];
            Assert.Equal(1, Magnitudes.SquaredDistance<float>(a, b) / a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum(), 1e-5);
            Assert.Equal(0, Magnitudes.SquaredDistance<float>(a, a));
        }
    }

    private static float[] Values(int length, double scale)
    {
        var random = new Philox(3, Philox.StreamOf("values"));
        return [.. Enumerable.Range(0, length).Select(i => (float)(scale * ((2 * random.Uniform((ulong)i)) - 1)))];
    }
}
