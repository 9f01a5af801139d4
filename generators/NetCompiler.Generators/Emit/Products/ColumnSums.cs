namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits db[n] = Σ over b of dy[b, n], the bias gradient, for one tile of columns.</summary>
internal static class ColumnSums
{
    /// <summary>The call for the columns from <c>n</c> on, whose first row is at <paramref name="place"/>.</summary>
    public static string Call(string name, ColumnTile tile, string place, string stride) =>
        $"{Name(name, tile)}(ref {place}, {stride}, ref Unsafe.Add(ref db, n), rows, m.Accumulates{(tile.IsPartial ? ", count" : "")});";

    public static void Emit(SourceWriter writer, ElementType element, string name, ColumnTile tile)
    {
        VectorDialect dialect = tile.Dialect;
        string type = element.Name, count = tile.IsPartial ? ", int count" : "";
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {Name(name, tile)}(ref {type} panel, nint stride, ref {type} db, int rows, bool accumulates{count})"))
        {
            // Two sums of each column do not wait for each other.
            for (int v = 0; v < tile.Vectors; v++)
                writer.Line($"{dialect.Type} even{v} = accumulates ? {dialect.Load("db", dialect.Lane(v))} : {dialect.Zero}, odd{v} = {dialect.Zero};");
            writer.Line("int b = 0;");
            using (writer.Block("for (; b <= rows - 2; b += 2)"))
            {
                writer.Line($"ref {type} next = ref Unsafe.Add(ref panel, stride);");
                for (int v = 0; v < tile.Vectors; v++)
                {
                    writer.Line($"even{v} += {dialect.Load("panel", dialect.Lane(v))};");
                    writer.Line($"odd{v} += {dialect.Load("next", dialect.Lane(v))};");
                }

                writer.Line("panel = ref Unsafe.Add(ref next, stride);");
            }

            writer.Line();
            using (writer.Block("if (b < rows)"))
            {
                for (int v = 0; v < tile.Vectors; v++)
                    writer.Line($"even{v} += {dialect.Load("panel", dialect.Lane(v))};");
            }

            writer.Line();
            for (int v = 0; v < tile.Vectors; v++)
            {
                writer.Line($"even{v} += odd{v};");
                writer.Line(tile.Store($"even{v}", "db", dialect.Lane(v)));
            }
        }
    }

    private static string Name(string name, ColumnTile tile) => $"{name}_Sums{tile.Name(1).Substring(2)}";
}
