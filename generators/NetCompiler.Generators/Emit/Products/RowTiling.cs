namespace NetCompiler.Generators.Emit.Products;

/// <summary>Covers the rows of a block by tiles of a fixed height: a last tile that would stick out is moved up and computes some rows twice,
/// which costs less than a kernel per remainder and changes no result.</summary>
internal static class RowTiling
{
    /// <summary>Below this many rows a kernel works row by row.</summary>
    public const int SmallTile = 4;

    /// <summary>Writes the loop over rows; <paramref name="call"/> calls a tile of the given height at row <c>b</c>.</summary>
    public static void Emit(SourceWriter writer, ColumnTile tile, Func<int, string> call)
    {
        int large = tile.Rows;
        writer.Line();
        writer.Line("// A last tile that would stick out is moved up and computes some rows twice.");
        using (writer.Block("for (int b = 0; b < rows;)"))
        {
            writer.Line("int left = rows - b;");
            // With tiles of six, eight rows are two fours, not six and four.
            string condition = large == 6 ? "left > 4 && left != 8 && rows > 5" : $"left > 4 && rows >= {large}";
            using (writer.Block($"if ({condition})"))
            {
                writer.Line($"b = Math.Min(b, rows - {large});");
                writer.Line(call(large));
                writer.Line($"b += {large};");
            }

            using (writer.Block("else"))
            {
                writer.Line($"b = Math.Min(b, rows - {SmallTile});");
                writer.Line(call(SmallTile));
                writer.Line($"b += {SmallTile};");
            }
        }
    }
}
