namespace NetCompiler.Tests.Initialization;

public class PhiloxTests
{
    // The vectors that its authors publish for philox4x32-10.
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Blocks_are_the_known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        var random = new Philox(seed: Join(k0, k1), stream: Join(c2, c3));

        Assert.Equal((Join(r0, r1), Join(r2, r3)), random.Block(Join(c0, c1)));

        static ulong Join(uint low, uint high) => low | ((ulong)high << 32);
    }

    [Fact]
    public void Names_have_streams_of_their_own()
    {
        // The published FNV-1a hashes of these strings.
        Assert.Equal(0xcbf29ce484222325, Philox.StreamOf(""));
        Assert.Equal(0xaf63dc4c8601ec8c, Philox.StreamOf("a"));
        Assert.Equal(0x85944171f73967e8, Philox.StreamOf("foobar"));
    }

    [Fact]
    public void Uniform_numbers_are_uniform()
    {
        const int n = 20_000;
        var random = new Philox(1, 2);
        double[] sorted = [.. Enumerable.Range(0, n).Select(i => random.Uniform((ulong)i)).Order()];

        Assert.InRange(sorted[0], 0, 1e-3);
        Assert.True(sorted[^1] < 1);
        Assert.True(KolmogorovSmirnov.Statistic(sorted, x => x) < KolmogorovSmirnov.Limit(n));
    }

    [Fact]
    public void Normal_numbers_are_normal()
    {
        const int n = 20_000;
        var random = new Philox(3, 4);
        double[] sorted = [.. Enumerable.Range(0, n).Select(i => random.Normal((ulong)i)).Order()];

        Assert.True(KolmogorovSmirnov.Statistic(sorted, KolmogorovSmirnov.NormalDistribution) < KolmogorovSmirnov.Limit(n));
    }

    [Fact]
    public void Truncated_normal_numbers_have_the_truncated_distribution()
    {
        const int n = 20_000;
        var random = new Philox(5, 6);
        double[] sorted = [.. Enumerable.Range(0, n).Select(i => random.TruncatedNormal((ulong)i)).Order()];
        double below = KolmogorovSmirnov.NormalDistribution(-2);

        Assert.InRange(sorted[0], -2, -1.99);
        Assert.InRange(sorted[^1], 1.99, 2);
        Assert.True(KolmogorovSmirnov.Statistic(sorted, Truncated) < KolmogorovSmirnov.Limit(n));

        double Truncated(double x) => (KolmogorovSmirnov.NormalDistribution(x) - below) / (1 - (2 * below));
    }

    [Fact]
    public void A_shuffle_permutes_and_depends_on_seed_and_stream()
    {
        int[] first = Shuffled(1000, 1, 0);

        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
        Assert.Equal(first, Shuffled(1000, 1, 0));
        Assert.NotEqual(first, Shuffled(1000, 2, 0));
        Assert.NotEqual(first, Shuffled(1000, 1, 1));
        Assert.Empty(Shuffled(0, 1, 0));
        Assert.Equal([0], Shuffled(1, 1, 0));
    }

    [Fact]
    public void All_orders_are_equally_likely()
    {
        const int trials = 24_000;
        var counts = new Dictionary<string, int>();
        for (int trial = 0; trial < trials; trial++)
        {
            string order = string.Join("", Shuffled(4, 9, (ulong)trial));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Chi-squared with 23 degrees of freedom exceeds 49.7 once in a thousand times.
        Assert.Equal(24, counts.Count);
        Assert.True(counts.Values.Sum(count => Math.Pow(count - (trials / 24.0), 2) / (trials / 24.0)) < 49.7);
    }

    private static int[] Shuffled(int count, ulong seed, ulong stream)
    {
        int[] indices = [.. Enumerable.Range(0, count)];
        Philox.Shuffle(indices, seed, stream);
        return indices;
    }
}
