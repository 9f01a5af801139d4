namespace NetCompiler.Interpreter;

/// <summary>The random numbers of one training step, from their description at <c>NetCompiler.Kernels.RandomMask</c>: a function of seed, step, stream
/// and index.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Step">The number of the step.</param>
internal sealed record TrainingDraws(ulong Seed, long Step)
{
    /// <summary>The batch, where one example of it runs by itself: its rows are then each <see cref="Batch"/> rows apart, the first at <see cref="Row"/>.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>The place of that example in the batch.</summary>
    public int Row { get; init; }

    /// <summary>Whether each of some elements is kept.</summary>
    /// <param name="path">The layer that draws.</param>
    /// <param name="probability">The probability that an element is dropped.</param>
    /// <param name="rows">The number of rows: examples, or steps of examples.</param>
    /// <param name="length">Elements of each.</param>
    public bool[] Kept(string path, double probability, int rows, int length)
    {
        ulong key = new Philox(Seed, Philox.StreamOf(path)).Block((ulong)Step).Low;
        double most = Math.Round(probability * Math.Pow(2, 31));
        var kept = new bool[rows * length];
        for (int i = 0; i < kept.Length; i++)
        {
            int index = (((i / length * Batch) + Row) * length) + (i % length);
            kept[i] = Hash((uint)index, key % (1UL << 32), key / (1UL << 32)) / 2 >= most;
        }

        return kept;
    }

    // In 64-bit arithmetic modulo 2³².
    private static ulong Hash(ulong index, ulong key0, ulong key1)
    {
        const ulong Modulus = 1UL << 32;
        ulong h = (index + key0) % Modulus;
        h ^= h / (1 << 16);
        h = ((h * 0x7FEB352D) + key1) % Modulus;
        h ^= h / (1 << 15);
        return h * 0x846CA68B % Modulus;
    }
}
