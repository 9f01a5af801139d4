namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>A loop over the tiles of a dimension; a last one that would stick out is moved back.</summary>
internal static class TileLoop
{
    /// <summary>Writes the loop.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="index">The name of the index.</param>
    /// <param name="size">How many positions there are.</param>
    /// <param name="tile">How many a tile covers.</param>
    /// <param name="body">Writes what is done with a tile, given the expression of its first position; null where that is always 0.</param>
    public static void Emit(SourceWriter writer, string index, int size, int tile, Action<string?> body)
    {
        if (size == tile)
        {
            body(null);
            return;
        }

        using (writer.Block($"for (int {index} = 0; {index} < {size}; {(tile == 1 ? $"{index}++" : $"{index} += {tile}")})"))
            body(size % tile == 0 ? index : $"Math.Min({index}, {size - tile})");
    }
}
