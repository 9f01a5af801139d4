namespace NetCompiler.Generators.Passes;

/// <summary>Chooses how many rows of a batch are taken through the whole network at a time, so that their activations stay in the second-level cache.</summary>
internal static class RowBlocks
{
    /// <summary>Buffers have room for a multiple of this many rows.</summary>
    private const int LeastRows = 16;

    private const int MostRows = 1024;

    /// <summary>Arenas stay below this, so that very wide layers do not exceed what an array can hold.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>Blocks whose activations are more than this are made smaller, if the weights are read often enough all the same.</summary>
    private const long SecondLevelCacheBytes = 1 << 20;

    /// <summary>Rows for a training step: enough to pay for reading and writing every weight gradient once more. Where there are few gradients, blocks are so
    /// small that the first-level cache has room for what one layer passes on to the next.</summary>
    /// <param name="bytesPerRow">Bytes of the activations and gradients of one row.</param>
    /// <param name="parameterBytes">Bytes of all parameters.</param>
    public static int ForTraining(long bytesPerRow, long parameterBytes)
    {
        int rows = Choose(bytesPerRow, parameterBytes, cacheBytes: 64 * 1024, leastRows: 128);
        return rows * bytesPerRow >= 8 * parameterBytes ? rows : Choose(bytesPerRow, parameterBytes, cacheBytes: 256 * 1024, leastRows: 256);
    }

    /// <summary>Rows for inference.</summary>
    /// <param name="bytesPerRow">Bytes of the activations of one row.</param>
    /// <param name="parameterBytes">Bytes of all parameters.</param>
    public static int ForInference(long bytesPerRow, long parameterBytes) => Choose(bytesPerRow, parameterBytes, cacheBytes: 128 * 1024, leastRows: 128);

    /// <summary>Rows for inference of sequences: enough for the products of one step.</summary>
    /// <param name="bytesPerRow">Bytes of the activations of one row.</param>
    /// <param name="parameterBytes">Bytes of all parameters.</param>
    public static int ForSequences(long bytesPerRow, long parameterBytes) => Choose(bytesPerRow, parameterBytes, cacheBytes: 128 * 1024, leastRows: 32);

    private static int Choose(long bytesPerRow, long parameterBytes, int cacheBytes, int leastRows)
    {
        int rows = leastRows;
        while (rows < MostRows && 2 * rows * bytesPerRow <= cacheBytes)
            rows *= 2;
        // Rows of feature maps are large and their weights small: few rows are work enough for one reading of the weights.
        while (rows > LeastRows && rows * bytesPerRow > SecondLevelCacheBytes && rows * bytesPerRow >= 4 * parameterBytes)
            rows /= 2;
        while (rows > LeastRows && rows * bytesPerRow > MostBytes)
            rows /= 2;
        return rows;
    }
}
