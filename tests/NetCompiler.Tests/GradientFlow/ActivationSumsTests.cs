using System.Numerics;

namespace NetCompiler.Tests.GradientFlow;

/// <summary>What outputs add up to, against the obvious sums.</summary>
public sealed class ActivationSumsTests
{
    /// <summary>Units that are a number of vectors, less than one, and something between.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(6, 100)]
    [InlineData(10, 33)]
    [InlineData(64, 16)]
    [InlineData(84, 7)]
    public void Rows_of_any_length(int units, int rows)
    {
        float[] values = Rectified(units * rows);
        for (int row = 0; row < rows; row++)
            values[(row * units) + (units / 2)] = 0;
        var sums = new ActivationSums<float>(FlatPart.Of(new LayerDefinition("layers.0", "Relu", [units], [units])));
        // In parts, as the blocks of a batch and the steps of a sequence come.
        int first = rows / 3 * units;
        sums.Clear();
        sums.Raise(values.AsSpan(0, first), units);
        sums.Raise(values.AsSpan(first), units);
        sums.Add(values.AsSpan(0, units), parts: 1);
        sums.Add(values.AsSpan(units), parts: 1);
        ActivationSummary summary = sums.Summary(units)!;
        double mean = values.Average();
        Assert.Equal(mean, summary.Mean, 1e-5);
        Assert.Equal(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), summary.StandardDeviation, 1e-5);
        Assert.Equal(values.Count(value => value <= 0), summary.Flat * values.Length, 1e-3);
        Assert.Equal(Enumerable.Range(0, units).Count(unit => Enumerable.Range(0, rows).All(row => values[(row * units) + unit] <= 0)), summary.Dead * units, 1e-9);
    }

    [Fact]
    public void The_histogram_is_that_of_a_sample()
    {
        float[] values = [float.NaN, float.PositiveInfinity, .. Enumerable.Range(0, 32).Select(i => i + 0.5f), 0, 32];
        var sums = new ActivationSums<float>(FlatPart.Of(new LayerDefinition("layers.0", "Dense", [1], [1])));
        sums.Clear();
        sums.Add(values, parts: 1);
        ActivationSummary summary = sums.Summary(1)!;
        Assert.Equal((0.0, 32.0, 2L), (summary.Distribution.Minimum, summary.Distribution.Maximum, summary.NonFinite));
        Assert.Equal([2, .. Enumerable.Repeat(1, 30), 2], summary.Distribution.Counts);
        Assert.Equal(double.NaN, summary.Dead);
        Assert.Equal(double.NaN, summary.Flat);
    }

    /// <summary>Of a sequence every step gives some outputs, and not those of the same units: of 100 steps of 64 units, of which unit u has the value u, all values are met.</summary>
    [Theory]
    [InlineData(64, 100)]
    [InlineData(37, 300)]
    public void The_histogram_is_that_of_all_units_and_steps(int units, int steps)
    {
        var sums = new ActivationSums<float>(FlatPart.Of(new LayerDefinition("layers.0", "Tanh", [units], [units])));
        sums.Clear();
        float[] row = [.. Enumerable.Range(0, units).Select(i => (float)i)];
        for (int step = 0; step < steps; step++)
            sums.Add(row, parts: steps);
        ActivationHistogram histogram = sums.Summary(units)!.Distribution;
        Assert.InRange(histogram.Counts.Sum(), 128, 512);
        Assert.InRange(histogram.Minimum, 0, Vector<float>.Count);
        Assert.InRange(histogram.Maximum, units - 1 - Vector<float>.Count, units - 1);
        Assert.All(Enumerable.Range(0, 8), eighth => Assert.NotEqual(0, histogram.Counts.Skip(4 * eighth).Take(4).Sum()));
    }

    [Fact]
    public void The_histogram_of_doubles_is_that_of_floats()
    {
        float[] values = Rectified(3001);
        Assert.Equal(Histogram(values).Counts, Histogram(Array.ConvertAll(values, value => (double)value)).Counts);
    }

    /// <summary>Outputs of a gradient that explodes, and of one that vanishes: no difference of floats, or no reciprocal of one, holds their range.</summary>
    [Theory]
    [InlineData(-3e38f, 3e38f, 31)]
    [InlineData(0, 1e-45f, 0)]
    [InlineData(-7, -7, 0)]
    public void A_histogram_of_any_range(float least, float most, int bin)
    {
        var sums = new ActivationSums<float>(FlatPart.Of(new LayerDefinition("layers.0", "Dense", [1], [1])));
        sums.Clear();
        sums.Add([least, most, most], parts: 1);
        ActivationHistogram histogram = sums.Summary(1)!.Distribution;
        Assert.Equal((least, most, 3), (histogram.Minimum, histogram.Maximum, histogram.Counts.Sum()));
        Assert.Equal(bin == 0 ? 3 : 2, histogram.Counts[bin]);
    }

    private static ActivationHistogram Histogram<T>(T[] values) where T : unmanaged
    {
        var sums = new ActivationSums<T>(FlatPart.Of(new LayerDefinition("layers.0", "Relu", [1], [1])));
        sums.Clear();
        sums.Add(values, parts: 1);
        return sums.Summary(1)!.Distribution;
    }

    private static float[] Rectified(int length)
    {
        var random = new Philox(4, Philox.StreamOf("outputs"));
        return [.. Enumerable.Range(0, length).Select(i => Math.Max(0, (float)random.Uniform((ulong)i) - 0.6f))];
    }
}
