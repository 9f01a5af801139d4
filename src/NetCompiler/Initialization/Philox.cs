namespace NetCompiler;

/// <summary>The counter-based random generator Philox4x32-10: a pure function of seed, stream and index.</summary>
/// <remarks>Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011. The seed is the key; index and stream
/// are the lower and the upper half of the counter. Values can be had in any order, and different streams are independent.</remarks>
/// <param name="seed">The seed.</param>
/// <param name="stream">Which of the seed's 2^64 streams, for example <see cref="StreamOf"/> a name.</param>
public readonly struct Philox(ulong seed, ulong stream)
{
    private readonly ulong _seed = seed;
    private readonly ulong _stream = stream;

    /// <summary>Gives a stream of its own to a name: its 64-bit FNV-1a hash over UTF-16 code units.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The stream.</returns>
    public static ulong StreamOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ulong hash = 0xCBF29CE484222325;
        foreach (char unit in name)
            hash = (hash ^ unit) * 0x00000100000001B3;
        return hash;
    }

    /// <summary>Puts indices in a random order, each of the possible orders being equally likely (Fisher and Yates).</summary>
    /// <param name="indices">What to permute in place.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream, for example the number of the epoch.</param>
    public static void Shuffle(Span<int> indices, ulong seed, ulong stream)
    {
        var random = new Philox(seed, stream);
        ulong draw = 0;
        for (int last = indices.Length - 1; last > 0; last--)
        {
            int other = random.Below((uint)last + 1, ref draw);
            (indices[last], indices[other]) = (indices[other], indices[last]);
        }
    }

    /// <summary>128 random bits.</summary>
    /// <param name="index">Which of the stream's 2^64 blocks.</param>
    /// <returns>The block, as two independent halves.</returns>
    public (ulong Low, ulong High) Block(ulong index)
    {
        (uint x0, uint x1, uint x2, uint x3) = ((uint)index, (uint)(index >> 32), (uint)_stream, (uint)(_stream >> 32));
        (uint k0, uint k1) = ((uint)_seed, (uint)(_seed >> 32));
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = 0xD2511F53UL * x0;
            ulong product1 = 0xCD9E8D57UL * x2;
            (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ k1, (uint)product0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (x0 | ((ulong)x1 << 32), x2 | ((ulong)x3 << 32));
    }

    /// <summary>A number that is uniform in [0, 1): a multiple of 2^-53.</summary>
    /// <param name="index">Which of the stream's numbers.</param>
    /// <returns>The number.</returns>
    public double Uniform(ulong index) => (Block(index).Low >> 11) * (1.0 / (1UL << 53));

    /// <summary>A normal number with mean 0 and variance 1, from the same bits as <see cref="Uniform"/>.</summary>
    /// <param name="index">Which of the stream's numbers.</param>
    /// <returns>The number, between -8.3 and 8.3.</returns>
    public double Normal(ulong index) => NormalQuantile.Centred(Centred(index));

    /// <summary>A normal number with mean 0 and, before truncation, variance 1, truncated to [-2, 2].</summary>
    /// <param name="index">Which of the stream's numbers.</param>
    /// <returns>The number.</returns>
    public double TruncatedNormal(ulong index) => NormalQuantile.Centred(Centred(index) * NormalQuantile.WithinTwo);

    // Uniform in (-½, ½), symmetric, never 0 and exact: an odd multiple of 2^-54.
    private double Centred(ulong index) => (2 * (long)(Block(index).Low >> 11) + 1 - (1L << 53)) * (1.0 / (1UL << 54));

    // An unbiased integer below the bound: Lemire, "Fast random integer generation in an interval", 2019.
    private int Below(uint bound, ref ulong draw)
    {
        ulong high = Math.BigMul(Block(draw++).Low, bound, out ulong low);
        if (low < bound)
        {
            ulong threshold = (0 - (ulong)bound) % bound;
            while (low < threshold)
                high = Math.BigMul(Block(draw++).Low, bound, out low);
        }

        return (int)high;
    }
}
