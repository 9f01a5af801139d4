namespace NetCompiler.Generators.Passes;

/// <summary>Chooses how many rows of a batch are taken through the whole network at a time, so that their activations stay in the second-level cache.</summary>
internal static class RowBlocks
{
    private const int MostRows = 1024;

    /// <summary>Arenas stay below this, so that very wide layers do not exceed what an array can hold.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>Rows for a training step: enough to pay for reading and writing every weight gradient once more. Where there are few gradients, blocks are so
    /// small that the first-level cache has room for what one layer passes on to the next.</summary>
    public static int ForTraining(long bytesPerRow, long parameterBytes)
    {
        int rows = Choose(bytesPerRow, cacheBytes: 64 * 1024, leastRows: 128);
        return rows * bytesPerRow >= 8 * parameterBytes ? rows : Choose(bytesPerRow, cacheBytes: 256 * 1024, leastRows: 256);
    }

    /// <summary>Rows for inference.</summary>
    public static int ForInference(long bytesPerRow) => Choose(bytesPerRow, cacheBytes: 128 * 1024, leastRows: 128);

    private static int Choose(long bytesPerRow, int cacheBytes, int leastRows)
    {
        int rows = leastRows;
        while (rows < MostRows && 2 * rows * bytesPerRow <= cacheBytes)
            rows *= 2;
        while (rows > 16 && rows * bytesPerRow > MostBytes)
            rows /= 2;
        return rows;
    }
}
