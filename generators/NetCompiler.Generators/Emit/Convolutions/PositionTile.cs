namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>A rectangle of positions whose sums are in registers at the same time.</summary>
internal readonly record struct PositionTile(int Rows, int Columns)
{
    /// <summary>Multiply-adds in flight that keep both units of a processor busy.</summary>
    private const int LeastSums = 8;

    public int Count => Rows * Columns;

    /// <summary>The rectangle that covers a map at the least cost. A last tile that would stick out is moved back, and computes some positions twice.</summary>
    /// <param name="rows">Rows of the map.</param>
    /// <param name="columns">Columns of the map.</param>
    /// <param name="most">The most positions of a tile.</param>
    /// <param name="vectors">Vectors per position.</param>
    public static PositionTile For(int rows, int columns, int most, int vectors)
    {
        var best = new PositionTile(1, 1);
        double least = double.MaxValue;
        for (int tileRows = 1; tileRows <= Math.Min(rows, most); tileRows++)
        {
            for (int tileColumns = 1; tileColumns <= Math.Min(columns, most / tileRows); tileColumns++)
            {
                double tiles = Math.Ceiling((double)rows / tileRows) * Math.Ceiling((double)columns / tileColumns);
                // The weights are loaded, and the loop goes on, once per tile.
                double cost = tiles * (Math.Max(tileRows * tileColumns * vectors, LeastSums) + vectors + 0.5);
                if (cost < least)
                    (best, least) = (new(tileRows, tileColumns), cost);
            }
        }

        return best;
    }
}
