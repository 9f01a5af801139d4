namespace NetCompiler.Generators.Emit.Products;

/// <summary>A width of register tile: pairs of 512-bit vectors where the hardware has them, then pairs of portable vectors, then single ones,
/// the last of which may be partly filled.</summary>
internal sealed record ColumnTile(VectorDialect Dialect, int Vectors)
{
    /// <summary>The least and greatest width that <c>Vector&lt;T&gt;</c> can have, in bytes.</summary>
    private const int LeastBytes = 16, GreatestBytes = 64;

    /// <summary>Whether the number of valid columns is known only at run time, as <c>count</c>.</summary>
    public bool IsPartial => Vectors == 1;

    /// <summary>Columns, as an expression.</summary>
    public string Width => Vectors == 1 ? Dialect.Count : $"{Vectors} * {Dialect.Count}";

    /// <summary>The last part of the name of a tile method.</summary>
    public string Name(int rows) => $"{rows}x{Vectors}{(Dialect.IsWide ? "_512" : "")}";

    /// <summary>The widths that a number of columns can need, whatever the width of the portable vector.</summary>
    public static IEnumerable<ColumnTile> For(ElementType element, int columns)
    {
        int least = LeastBytes / element.Size, greatest = GreatestBytes / element.Size;
        if (columns >= 2 * greatest)
            yield return new ColumnTile(VectorDialect.Wide(element), 2);
        if (columns >= 2 * least)
            yield return new ColumnTile(VectorDialect.Portable(element), 2);
        if (columns % (2 * greatest) != 0)
            yield return new ColumnTile(VectorDialect.Portable(element), 1);
    }

    /// <summary>Writes the loops over columns, widest first, all counting <c>n</c> on.</summary>
    public static void EmitLoops(SourceWriter writer, ElementType element, int columns, Action<ColumnTile> panel)
    {
        bool isFirst = true;
        foreach (ColumnTile tile in For(element, columns))
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            string step = tile.Vectors == 1 ? tile.Width : $"({tile.Width})";
            string header = tile.IsPartial ? $"for (; n < {columns}; n += {tile.Width})" : $"for (; n <= {columns} - {step}; n += {tile.Width})";
            if (tile.Dialect.IsWide)
                writer.Line("if (WideVectors.AreFast)");
            using (tile.Dialect.IsWide ? writer.Block() : default)
            {
                using (writer.Block(header))
                {
                    if (tile.IsPartial)
                        writer.Line($"int count = Math.Min({tile.Width}, {columns} - n);");
                    panel(tile);
                }
            }
        }
    }
}
