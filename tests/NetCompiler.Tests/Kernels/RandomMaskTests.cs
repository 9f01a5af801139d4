using System.Numerics;
using NetCompiler.Kernels;

namespace NetCompiler.Tests.Kernels;

public class RandomMaskTests
{
    [Fact]
    public void Factors_are_those_of_the_description()
    {
        // Philox, then the hash, computed by hand from the remarks of RandomMask.
        ulong key = new Philox(3, 4).Block(5).Low;
        var mask = new RandomMask<double>(new Draws(3, 5, FirstRow: 2), stream: 4, 0.3, length: 7);
        for (int i = 0; i < 1000; i++)
        {
            uint h = unchecked((uint)(14 + i) + (uint)key);
            h ^= h >> 16;
            h = unchecked((h * 0x7FEB352D) + (uint)(key >> 32));
            h ^= h >> 15;
            h = unchecked(h * 0x846CA68B);
            Assert.Equal(h / 2 < Math.Round(0.3 * Math.Pow(2, 31)) ? 0.0 : 1.0 / 0.7, mask.Of(i));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.97)]
    public void Float_and_double_vectors_of_any_start_agree(double probability)
    {
        var draws = new Draws(11, 12, FirstRow: 1_000_000);
        var floats = new RandomMask<float>(draws, 13, probability, 5000);
        var doubles = new RandomMask<double>(draws, 13, probability, 5000);
        for (int i = 0; i < 200; i++)
        {
            Vector<float> many = floats.At(i);
            Vector<double> few = doubles.At(i);
            for (int lane = 0; lane < Vector<float>.Count; lane++)
                Assert.Equal(doubles.Of(i + lane) == 0.0, many[lane] == 0f);
            for (int lane = 0; lane < Vector<double>.Count; lane++)
                Assert.Equal(doubles.Of(i + lane), few[lane]);
        }

        // The same example in a block that starts elsewhere.
        var later = new RandomMask<float>(draws with { FirstRow = 1_000_003 }, 13, probability, 5000);
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(floats.Of(15000 + i), later.Of(i)));
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.01, 1.0 / 0.99)]
    [InlineData(0.2, 1.25)]
    [InlineData(0.5, 2.0)]
    [InlineData(0.9, 10.0)]
    public void As_many_are_dropped_as_asked_for(double probability, double kept)
    {
        const int Count = 1 << 20;
        for (long step = 0; step < 4; step++)
        {
            var mask = new RandomMask<double>(new Draws(1, step, 0), Philox.StreamOf("layers.1"), probability, 64);
            double[] factors = [.. Enumerable.Range(0, Count).Select(mask.Of)];
            Assert.All(factors.Distinct(), factor => Assert.True(factor == 0.0 || Math.Abs(factor - kept) < 1e-12));
            // Five standard deviations.
            double dropped = factors.Count(factor => factor == 0.0) / (double)Count;
            Assert.InRange(dropped - probability, -5 * Deviation(probability, Count), 5 * Deviation(probability, Count));
            Assert.InRange(factors.Average(), 1 - (5 * kept * Deviation(probability, Count)), 1 + (5 * kept * Deviation(probability, Count)));
        }
    }

    [Fact]
    public void Neighbours_steps_streams_and_seeds_are_independent()
    {
        const int Count = 1 << 18;
        bool[] one = Dropped(1, 0, "layers.1", 0);
        foreach (bool[] other in new[]
        {
            Dropped(1, 1, "layers.1", 0), Dropped(1, 2, "layers.1", 0), Dropped(2, 0, "layers.1", 0), Dropped(1, 0, "layers.2", 0),
            Dropped(1, 0, "layers.1", 1), Dropped(1, 0, "layers.1", 2), Dropped(1, 0, "layers.1", 64), Dropped(1, 0, "layers.1", 1024),
        })
        {
            // Both dropped: a quarter; and each alone a half.
            Assert.InRange((one.Zip(other).Count(pair => pair.First && pair.Second) / (double)Count) - 0.25, -5 * Deviation(0.25, Count), 5 * Deviation(0.25, Count));
        }

        static bool[] Dropped(ulong seed, long step, string layer, int shift)
        {
            var mask = new RandomMask<float>(new Draws(seed, step, 0), Philox.StreamOf(layer), 0.5, 64);
            return [.. Enumerable.Range(shift, Count).Select(i => mask.Of(i) == 0f)];
        }
    }

    [Fact]
    public void Every_place_is_dropped_as_often_over_the_steps()
    {
        const int Steps = 4096;
        var dropped = new int[256];
        for (long step = 0; step < Steps; step++)
        {
            var mask = new RandomMask<float>(new Draws(7, step, 0), 8, 0.25, 256);
            for (int i = 0; i < dropped.Length; i++)
                dropped[i] += mask.Of(i) == 0f ? 1 : 0;
        }

        // 256 places: the greatest deviation of that many is about three standard deviations.
        Assert.All(dropped, count => Assert.InRange((count / (double)Steps) - 0.25, -5 * Deviation(0.25, Steps), 5 * Deviation(0.25, Steps)));
        // And they vary as independent draws do: the sum of squares is chi-squared with 256 degrees of freedom.
        double chiSquared = dropped.Sum(count => Math.Pow((count - (0.25 * Steps)) / Math.Sqrt(0.25 * 0.75 * Steps), 2));
        Assert.InRange(chiSquared, 256 - (5 * Math.Sqrt(512)), 256 + (5 * Math.Sqrt(512)));
    }

    private static double Deviation(double probability, int count) => Math.Sqrt(probability * (1 - probability) / count) + 1e-9;
}
