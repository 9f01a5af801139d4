using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>A width of register tile: pairs of 512-bit vectors where the hardware has them, then single ones, the last of which may be partly filled;
/// elsewhere pairs and single ones of the portable vector.</summary>
internal sealed record ColumnTile(VectorDialect Dialect, int Vectors)
{
    /// <summary>Whether the number of valid columns is known only at run time, as <c>count</c>.</summary>
    public bool IsPartial => Vectors == 1;

    /// <summary>Rows of a tile: the sums, the factors and a broadcast fit the registers, and enough sums are under way to keep the arithmetic units busy.</summary>
    public int Rows => !Dialect.IsWide ? 6 : Vectors == 2 ? 8 : 16;

    /// <summary>Columns, as an expression.</summary>
    public string Width => Vectors == 1 ? Dialect.Count : $"{Vectors} * {Dialect.Count}";

    /// <summary>The last part of the name of a tile method.</summary>
    public string Name(int rows) => $"{rows}x{Vectors}{(Dialect.IsWide ? "_512" : "")}";

    /// <summary>Stores a vector at an offset from a place; of a partial one, only the first <c>count</c> lanes.</summary>
    public string Store(string value, string place, string offset)
    {
        string at = Place.At(place, offset);
        return IsPartial ? $"VectorMath.Store({value}, {at}, count);" : $"{value}.StoreUnsafe({at});";
    }

    /// <summary>The widths that a number of columns can need, whatever the width of the portable vector.</summary>
    public static IEnumerable<ColumnTile> For(ElementType element, int columns)
    {
        int least = VectorWidth.Narrowest / element.Size, greatest = VectorWidth.Widest / element.Size;
        if (columns >= 2 * greatest)
            yield return new ColumnTile(VectorDialect.Wide(element), 2);
        // What half a vector holds, the portable one computes as fast.
        if (columns % (2 * greatest) > greatest / 2)
            yield return new ColumnTile(VectorDialect.Wide(element), 1);
        if (columns >= 2 * least)
            yield return new ColumnTile(VectorDialect.Portable(element), 2);
        if (columns % (2 * greatest) != 0)
            yield return new ColumnTile(VectorDialect.Portable(element), 1);
    }

    /// <summary>Writes the loops over columns, widest first, all counting <c>n</c> on.</summary>
    public static void EmitLoops(SourceWriter writer, ElementType element, int columns, Action<ColumnTile> panel, bool needsCount = true)
    {
        ILookup<bool, ColumnTile> tiles = For(element, columns).ToLookup(tile => tile.Dialect.IsWide);
        if (tiles.Contains(true))
        {
            using (writer.Block("if (WideVectors.AreFast)"))
                Emit(tiles[true]);
            writer.Line();
        }

        Emit(tiles[false]);

        void Emit(IEnumerable<ColumnTile> loops)
        {
            bool isFirst = true;
            foreach (ColumnTile tile in loops)
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
                string header = tile.IsPartial ? $"for (; n < {columns}; n += {tile.Width})" : $"for (; n <= {columns} - ({tile.Width}); n += {tile.Width})";
                using (writer.Block(header))
                {
                    if (tile.IsPartial && needsCount)
                        writer.Line($"int count = Math.Min({tile.Width}, {columns} - n);");
                    panel(tile);
                }
            }
        }
    }
}
