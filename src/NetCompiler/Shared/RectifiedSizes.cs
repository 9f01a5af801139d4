namespace NetCompiler;

/// <summary>Sizes of the blocks in which products leave out terms that are 0.</summary>
internal static class RectifiedSizes
{
    /// <summary>Rows of a block: the bits of the number that says which of them are summed.</summary>
    public const int Rows = 64;

    /// <summary>Elements of a cache line, to which the width of a block is filled up.</summary>
    public const int Line = 16;

    /// <summary>Lines of a row at most: the sums fit the registers, and a block the first-level cache.</summary>
    public const int Lines = 7;

    /// <summary>Rows of a product that share a block of weights.</summary>
    public const int RowsOfProduct = 128;

    /// <summary>Elements of a row at most.</summary>
    public const int Width = Lines * Line;

    /// <summary>Elements of a block.</summary>
    public const int Block = Rows * Width;

    /// <summary>Outputs whose sums are stored together, transposed: where rows of a gradient fall on the same cache sets, they are better written a few lines at a time.</summary>
    public const int Outputs = 4 * Line;

    /// <summary>Elements of the sums of so many outputs.</summary>
    public const int Group = Outputs * Width;

    /// <summary>Elements of memory for a product: a block, the sums of a row, and 64 bits for each row.</summary>
    public const int Product = Block + Width + (2 * RowsOfProduct);

    /// <summary>Elements of memory for a weight gradient: a block, sums as they are and transposed, and for each output its column of dY and 64 bits.</summary>
    public static int WeightGradient(int outputs) => Block + (2 * Group) + ((Rows + 2) * outputs);
}
