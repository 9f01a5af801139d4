namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits dW = Xᵀ·dY: every element is summed over the rows of the block, in registers; the bias gradient, the column sums of dY, comes along.</summary>
internal sealed class WeightGradientEmitter(ProductSignature signature, ElementType element)
{
    /// <summary>From this many bytes per row of dY on, its columns are copied next to each other first.</summary>
    private const int PackRowBytes = 512;

    /// <summary>Rows of a 512-bit tile: the sums run only over the batch, so a higher tile makes up for their being short.</summary>
    private const int WideRows = 12;

    private readonly string _type = element.Name;

    private int Inputs => signature.Inputs;

    private int Outputs => signature.Outputs;

    private string SumsParameter => signature.HasColumnSums ? $", ref {_type} db" : "";

    public void Emit(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>dw[{Inputs}, {Outputs}] = Σ over b of x[b, {Inputs}]·dy[b, {Outputs}]{(signature.HasColumnSums ? $"; db[{Outputs}] = Σ over b of dy[b, {Outputs}]" : "")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {_type} x, ref {_type} dy, ref {_type} dw{SumsParameter}, in RowBlock<{_type}> m)"))
        {
            writer.Line("int rows = m.Rows, n = 0;");
            ColumnTile.EmitLoops(writer, element, Outputs, tile => EmitPanel(writer, name, tile));
        }

        foreach (ColumnTile tile in ColumnTile.For(element, Outputs))
        {
            if (signature.HasColumnSums)
            {
                writer.Line();
                EmitColumnSums(writer, name, tile);
            }

            foreach (int rows in TileHeights(tile))
            {
                writer.Line();
                EmitTile(writer, name, tile, rows);
            }
        }
    }

    /// <summary>The full height as often as it fits, then exactly what is left.</summary>
    private IEnumerable<int> TileHeights(ColumnTile tile)
    {
        int height = Height(tile);
        if (Inputs >= height)
            yield return height;
        if (Inputs % height != 0)
            yield return Inputs % height;
    }

    private static int Height(ColumnTile tile) => tile.Dialect.IsWide ? WideRows : tile.Dialect.TileRows;

    private void EmitPanel(SourceWriter writer, string name, ColumnTile tile)
    {
        string count = tile.IsPartial ? ", count" : "";
        writer.Line($"ref {_type} panel = ref Unsafe.Add(ref dy, n);");
        writer.Line($"nint stride = {Outputs};");
        if (Outputs * element.Size >= PackRowBytes)
        {
            writer.Line($"Panels.Pack(ref panel, rows, {Outputs}, {tile.Width}, ref m.Panel);");
            writer.Line("panel = ref m.Panel;");
            writer.Line($"stride = {tile.Width};");
        }

        if (signature.HasColumnSums)
            writer.Line($"{SumsName(name, tile)}(ref panel, stride, ref Unsafe.Add(ref db, n), rows, m.Accumulates{count});");
        int height = Height(tile), full = Inputs / height * height, rest = Inputs - full;
        if (full > 0)
        {
            writer.Line($"for (int k = 0; k < {full}; k += {height})");
            using (writer.Indent())
                writer.Line(Call(height, "ref Unsafe.Add(ref x, k)", $"(k * {Outputs}) + n"));
        }

        if (rest > 0)
            writer.Line(Call(rest, full == 0 ? "ref x" : $"ref Unsafe.Add(ref x, {full})", full == 0 ? "n" : $"{full * Outputs} + n"));

        string Call(int rows, string x, string offset) =>
            $"{name}_{tile.Name(rows)}({x}, ref panel, stride, ref Unsafe.Add(ref dw, {offset}), rows, m.Accumulates{count});";
    }

    private static string SumsName(string name, ColumnTile tile) => $"{name}_Sums{tile.Name(1).Substring(2)}";

    private void EmitColumnSums(SourceWriter writer, string name, ColumnTile tile)
    {
        VectorDialect dialect = tile.Dialect;
        string count = tile.IsPartial ? ", int count" : "";
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {SumsName(name, tile)}(ref {_type} panel, nint stride, ref {_type} db, int rows, bool accumulates{count})"))
        {
            for (int v = 0; v < tile.Vectors; v++)
                writer.Line($"{dialect.Type} s{v} = accumulates ? {dialect.Load("db", dialect.Lane(v))} : {dialect.Zero};");
            using (writer.Block("for (int b = 0; b < rows; b++)"))
            {
                for (int v = 0; v < tile.Vectors; v++)
                    writer.Line($"s{v} += {dialect.Load("panel", dialect.Lane(v))};");
                writer.Line("panel = ref Unsafe.Add(ref panel, stride);");
            }

            for (int v = 0; v < tile.Vectors; v++)
                writer.Line(Store(tile, $"s{v}", "db", dialect.Lane(v)));
        }
    }

    private void EmitTile(SourceWriter writer, string name, ColumnTile columns, int rows)
    {
        VectorDialect dialect = columns.Dialect;
        var tile = new RegisterTile(dialect, rows, columns.Vectors)
        {
            Loops = [new("rows", LeftStep: Inputs)],
            Parameters = [$"ref {_type} dw", "int rows", "bool accumulates", .. columns.IsPartial ? ["int count"] : Array.Empty<string>()],
            LeftOffset = r => r,
            Start = (_, _) => dialect.Zero,
            Resume = (r, v) => dialect.Load("dw", dialect.Offset(r * Outputs, v)),
            Finish = (w, r, v, sum) => w.Line(Store(columns, sum, "dw", dialect.Offset(r * Outputs, v))),
        };
        tile.Emit(writer, $"{name}_{columns.Name(rows)}");
    }

    private static string Store(ColumnTile tile, string value, string place, string offset)
    {
        string at = offset == "0" ? $"ref {place}" : $"ref Unsafe.Add(ref {place}, {offset})";
        return tile.IsPartial ? $"VectorMath.Store({value}, {at}, count);" : $"{value}.StoreUnsafe({at});";
    }
}
