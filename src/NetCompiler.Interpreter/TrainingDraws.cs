namespace NetCompiler.Interpreter;

/// <summary>The random numbers of one training step, from their description at <c>NetCompiler.Kernels.RandomMask</c>: a function of seed, step, stream
/// and index.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Step">The number of the step.</param>
internal sealed record TrainingDraws(ulong Seed, long Step)
{
    /// <summary>Whether each of some elements is kept.</summary>
    /// <param name="path">The layer that draws.</param>
    /// <param name="probability">The probability that an element is dropped.</param>
    /// <param name="count">The number of elements.</param>
    public bool[] Kept(string path, double probability, int count)
    {
        ulong key = new Philox(Seed, Philox.StreamOf(path)).Block((ulong)Step).Low;
        double most = Math.Round(probability * Math.Pow(2, 31));
        var kept = new bool[count];
        for (int i = 0; i < count; i++)
            kept[i] = Hash((uint)i, key % (1UL << 32), key / (1UL << 32)) / 2 >= most;
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
