namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits dW = Xᵀ·dY: every element is summed over the rows of the block, in registers; the bias gradient, the column sums of dY, comes along.</summary>
/// <remarks>Columns of wide factors lie so far apart in memory that they fall on the same cache sets. Then dY is copied panel after panel, and X one panel at
/// a time, and each panel of X meets all of dY.</remarks>
internal sealed class WeightGradientEmitter(ProductSignature signature, ElementType element)
{
    /// <summary>From this many bytes per row of dY on, panels are copied.</summary>
    private const int PackRowBytes = 512;

    /// <summary>Rows of a 512-bit tile: the sums run only over the batch, so a higher tile makes up for their being short.</summary>
    private const int WideRows = 12;

    /// <summary>Elements per row of the block in front of the copy of dY: room for a copy of as many columns of X, such that what follows is aligned.</summary>
    private const int Front = 16;

    private readonly string _type = element.Name;

    private int Inputs => signature.Inputs;

    private int Outputs => signature.Outputs;

    private bool Packs => Outputs * element.Size >= PackRowBytes;

    private string SumsParameter => signature.HasColumnSums ? $", ref {_type} db" : "";

    /// <summary>Elements of scratch memory that the kernel needs for every row of the block.</summary>
    public static int ScratchColumns(int outputs, int elementSize) => outputs * elementSize >= PackRowBytes ? Front + outputs + (64 / elementSize) : 0;

    public void Emit(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>dw[{Inputs}, {Outputs}] = Σ over b of x[b, {Inputs}]·dy[b, {Outputs}]{(signature.HasColumnSums ? $"; db[{Outputs}] = Σ over b of dy[b, {Outputs}]" : "")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {_type} x, ref {_type} dy, ref {_type} dw{SumsParameter}, in RowBlock<{_type}> m)"))
        {
            writer.Line("int rows = m.Rows, n = 0;");
            if (signature.SkipsZeros)
                EmitRectified(writer, name);
            if (Packs)
                EmitPacked(writer, name);
            else
                ColumnTile.EmitLoops(writer, element, Outputs, tile => EmitPanel(writer, name, tile));
        }

        if (Packs)
        {
            foreach (int columns in Parts(Inputs, WideRows))
            {
                writer.Line();
                EmitColumns(writer, name, columns);
            }
        }

        foreach (ColumnTile tile in ColumnTile.For(element, Outputs))
        {
            if (signature.HasColumnSums)
            {
                writer.Line();
                ColumnSums.Emit(writer, element, name, tile);
            }

            // From copied columns, all tiles take as many steps as the copy is wide.
            IEnumerable<(int Rows, int Step)> tiles = Packs
                ? Parts(Inputs, WideRows).SelectMany(columns => Parts(columns, Height(tile)).Select(rows => (rows, columns)))
                : Parts(Inputs, Height(tile)).Select(rows => (rows, Inputs));
            foreach ((int rows, int step) in tiles)
            {
                writer.Line();
                EmitTile(writer, name, tile, rows, step);
            }
        }
    }

    /// <summary>The sizes that a number is cut into: the full one, and what is left.</summary>
    private static IEnumerable<int> Parts(int total, int size) => Tiles(total, size).Distinct();

    /// <summary>Rows of a tile: of 512-bit tiles the first height that leaves no remainder, except where the copies of X decide.</summary>
    private int Height(ColumnTile tile)
    {
        int[] heights = !tile.Dialect.IsWide ? [tile.Rows] : Packs ? [WideRows] : tile.Vectors == 2 ? [WideRows, 8] : [16, WideRows, 8];
        return heights.FirstOrDefault(height => Inputs % height == 0) is > 0 and var exact ? exact : heights[0];
    }

    /// <summary>Leaves out terms where enough of dY is 0.</summary>
    private void EmitRectified(SourceWriter writer, string name)
    {
        writer.Line();
        writer.Line("// dy comes through a rectifier: where much of it is 0, those terms are left out.");
        using (writer.Block($"if (RectifiedProduct.PaysForGradient(ref dy, {Outputs}, rows))"))
        {
            writer.Line($"RectifiedProduct.WeightGradient(ref x, {Inputs}, ref dy, {Outputs}, ref dw, m);");
            if (signature.HasColumnSums)
                ColumnTile.EmitLoops(writer, element, Outputs, tile => writer.Line(ColumnSums.Call(name, tile, "Unsafe.Add(ref dy, n)", $"{Outputs}")));
            writer.Line("return;");
        }

        writer.Line();
    }

    /// <summary>Copies dY, then takes the columns of X in groups.</summary>
    private void EmitPacked(SourceWriter writer, string name)
    {
        writer.Line($"ref {_type} panels = ref Unsafe.Add(ref m.Panel, rows * {Front});");
        ColumnTile.EmitLoops(writer, element, Outputs, tile =>
        {
            writer.Line($"ref {_type} panel = ref Unsafe.Add(ref panels, rows * n);");
            writer.Line($"Panels.Pack(ref Unsafe.Add(ref dy, n), rows, {Outputs}, {tile.Width}, ref panel);");
            if (signature.HasColumnSums)
                writer.Line(ColumnSums.Call(name, tile, "panel", tile.Width));
        });
        int rest = Inputs % WideRows, full = Inputs - rest;
        writer.Line();
        if (full > 0)
        {
            writer.Line($"for (int k = 0; k < {full}; k += {WideRows})");
            using (writer.Indent())
                writer.Line($"{ColumnsName(name, WideRows)}(ref Unsafe.Add(ref x, k), ref panels, ref Unsafe.Add(ref dw, k * {Outputs}), m);");
        }

        if (rest > 0)
            writer.Line($"{ColumnsName(name, rest)}({Place.At("x", full)}, ref panels, {Place.At("dw", full * Outputs)}, m);");
    }

    /// <summary>Some rows of dW: a group of columns of X with all panels of dY.</summary>
    private void EmitColumns(SourceWriter writer, string name, int columns)
    {
        writer.Line($"/// <summary>The rows of dw for {columns} {(columns == 1 ? "column" : "columns")} of x.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {ColumnsName(name, columns)}(ref {_type} x, ref {_type} panels, ref {_type} dw, in RowBlock<{_type}> m)"))
        {
            writer.Line("int rows = m.Rows, n = 0;");
            writer.Line($"Panels.Pack(ref x, rows, {Inputs}, {columns}, ref m.Panel);");
            ColumnTile.EmitLoops(writer, element, Outputs, tile =>
            {
                int first = 0;
                foreach (int rows in Tiles(columns, Height(tile)))
                {
                    string offset = first == 0 ? "n" : $"n + {first * Outputs}";
                    writer.Line(CallTile(name, tile, rows, columns, Place.At("m.Panel", first), "ref Unsafe.Add(ref panels, rows * n)", tile.Width, offset));
                    first += rows;
                }
            });
        }
    }

    /// <summary>The full size as often as it fits, then exactly what is left.</summary>
    private static IEnumerable<int> Tiles(int total, int size)
    {
        for (; total > 0; total -= size)
            yield return Math.Min(total, size);
    }

    /// <summary>One panel of dY where it is, with all of X.</summary>
    private void EmitPanel(SourceWriter writer, string name, ColumnTile tile)
    {
        writer.Line($"ref {_type} panel = ref Unsafe.Add(ref dy, n);");
        if (signature.HasColumnSums)
            writer.Line(ColumnSums.Call(name, tile, "panel", $"{Outputs}"));
        int height = Height(tile), full = Inputs / height * height, rest = Inputs - full;
        if (full > 0)
        {
            writer.Line($"for (int k = 0; k < {full}; k += {height})");
            using (writer.Indent())
                writer.Line(CallTile(name, tile, height, Inputs, "ref Unsafe.Add(ref x, k)", "ref panel", $"{Outputs}", $"(k * {Outputs}) + n"));
        }

        if (rest > 0)
            writer.Line(CallTile(name, tile, rest, Inputs, Place.At("x", full), "ref panel", $"{Outputs}", full == 0 ? "n" : $"{full * Outputs} + n"));
    }

    private string CallTile(string name, ColumnTile tile, int rows, int step, string x, string panel, string stride, string offset) =>
        $"{TileName(name, tile, rows, step)}({x}, {panel}, {stride}, ref Unsafe.Add(ref dw, {offset}), rows, m.Accumulates{Count(tile)});";

    private static string Count(ColumnTile tile) => tile.IsPartial ? ", count" : "";

    private static string ColumnsName(string name, int columns) => $"{name}_Columns{columns}";

    /// <summary>Where tiles of one height step over copies of several widths, the width of the copy is in the name.</summary>
    private string TileName(string name, ColumnTile tile, int rows, int step) => $"{name}_{tile.Name(rows)}{(Packs && step != WideRows ? $"_Of{step}" : "")}";

    private void EmitTile(SourceWriter writer, string name, ColumnTile columns, int rows, int step)
    {
        VectorDialect dialect = columns.Dialect;
        var tile = new RegisterTile(dialect, rows, columns.Vectors)
        {
            Loops = [new("rows", LeftStep: step)],
            Parameters = [$"ref {_type} dw", "int rows", "bool accumulates", .. columns.IsPartial ? ["int count"] : Array.Empty<string>()],
            LeftOffset = r => r,
            Start = (_, _) => dialect.Zero,
            Resume = (r, v) => dialect.Load("dw", dialect.Offset(r * Outputs, v)),
            Finish = (w, r, v, sum) => w.Line(columns.Store(sum, "dw", dialect.Offset(r * Outputs, v))),
        };
        tile.Emit(writer, TileName(name, columns, rows, step));
    }
}
