using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>A width of register tile over the channels of a result: pairs of vectors, single ones, and what is left behind the last whole one. In a convolution the number of
/// channels is seldom large, so a kernel of its own for the rest pays: it knows how many lanes it stores.</summary>
/// <param name="Dialect">The vectors.</param>
/// <param name="Vectors">How many, side by side.</param>
/// <param name="Columns">Channels in all, where this tile covers the rest of them; else 0.</param>
internal sealed record ChannelTile(VectorDialect Dialect, int Vectors, int Columns = 0)
{
    /// <summary>The lanes to store, as a constant expression; null for all.</summary>
    public string? Count => Columns > 0 ? $"{Columns} % {Dialect.Count}" : null;

    /// <summary>The last part of the name of a tile method.</summary>
    public string Name => $"{Vectors}{(Columns > 0 ? "Rest" : "")}{(Dialect.IsWide ? "_512" : "")}";

    /// <summary>The most sums per column of vectors that stay in registers, besides the factors.</summary>
    public int MostRows => (Dialect.IsWide, Vectors) switch
    {
        (true, 2) => 12,
        (true, _) => 16,
        (false, 2) => 6,
        _ => 14,
    };

    /// <summary>The tiles that a number of channels can need, whatever the width of the portable vector.</summary>
    public static IEnumerable<ChannelTile> For(ElementType element, int columns)
    {
        int bytes = columns * element.Size;
        (VectorDialect wide, VectorDialect portable) = (VectorDialect.Wide(element), VectorDialect.Portable(element));
        if (bytes >= 2 * VectorWidth.Widest)
            yield return new(wide, 2);
        if (bytes % (2 * VectorWidth.Widest) >= VectorWidth.Widest)
            yield return new(wide, 1);
        // Less than half of a wide vector fits into a narrower one.
        if (bytes % VectorWidth.Widest > VectorWidth.Widest / 2)
            yield return new(wide, 1, columns);
        if (bytes >= 2 * VectorWidth.Narrowest)
            yield return new(portable, 2);
        if (bytes >= VectorWidth.Narrowest && bytes % (2 * VectorWidth.Widest) != 0)
            yield return new(portable, 1);
        if (bytes % VectorWidth.Widest != 0)
            yield return new(portable, 1, columns);
    }

    /// <summary>Writes the loops over channels, widest tile first, all counting <c>n</c> on.</summary>
    public static void EmitLoops(SourceWriter writer, ElementType element, int columns, Action<ChannelTile> body)
    {
        ChannelTile[] tiles = [.. For(element, columns)];
        if (tiles.Any(tile => tile.Dialect.IsWide))
        {
            using (writer.Block("if (WideVectors.AreFast)"))
                EmitLoops(writer, columns, tiles.Where(tile => tile.Dialect.IsWide), body);
            writer.Line();
        }

        EmitLoops(writer, columns, tiles.Where(tile => !tile.Dialect.IsWide), body);
    }

    private static void EmitLoops(SourceWriter writer, int columns, IEnumerable<ChannelTile> tiles, Action<ChannelTile> body)
    {
        bool isFirst = true;
        foreach (ChannelTile tile in tiles)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            string width = tile.Vectors == 1 ? tile.Dialect.Count : $"{tile.Vectors} * {tile.Dialect.Count}";
            string header = tile.Columns > 0 ? $"if (n < {columns})" : $"for (; n <= {columns} - {(tile.Vectors == 1 ? width : $"({width})")}; n += {width})";
            using (writer.Block(header))
            {
                body(tile);
                if (tile.Columns > 0 && tile.Dialect.IsWide)
                    writer.Line($"n = {columns};");
            }
        }
    }
}
