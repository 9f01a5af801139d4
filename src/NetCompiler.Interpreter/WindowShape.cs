namespace NetCompiler.Interpreter;

/// <summary>A window that moves over maps of rows and columns.</summary>
/// <param name="Height">Rows of the window.</param>
/// <param name="Width">Columns of the window.</param>
public sealed record WindowShape(int Height, int Width)
{
    /// <summary>Rows from one window to the next.</summary>
    public int StrideHeight { get; init; } = 1;

    /// <summary>Columns from one window to the next.</summary>
    public int StrideWidth { get; init; } = 1;

    /// <summary>Positions from one element of the window to the next, in both directions.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Rows that the first window reaches above the map.</summary>
    public int Top { get; init; }

    /// <summary>Columns that the first window reaches to the left of the map.</summary>
    public int Left { get; init; }

    /// <summary>The elements of a window that lie inside a map, each with its number in the window and its index in the map.</summary>
    /// <param name="row">The row of the window among all.</param>
    /// <param name="column">The column of the window among all.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <returns>The elements, row by row.</returns>
    internal IEnumerable<(int Tap, int Index)> Inside(int row, int column, int height, int width)
    {
        for (int i = 0; i < Height; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                int y = (row * StrideHeight) + (i * Dilation) - Top, x = (column * StrideWidth) + (j * Dilation) - Left;
                if (y >= 0 && y < height && x >= 0 && x < width)
                    yield return ((i * Width) + j, (y * width) + x);
            }
        }
    }
}
