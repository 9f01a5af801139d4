using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits dW = Xᵀ·dY for few columns, which would leave most lanes of a vector empty, by way of its transpose dYᵀ·X: there the vectors run over the columns of X.</summary>
internal sealed class NarrowWeightGradientEmitter(ProductSignature signature, ElementType element)
{
    /// <summary>The most columns of dY: with pairs of 512-bit vectors, their sums fill three quarters of the registers.</summary>
    private const int MostOutputs = 12;

    private readonly string _type = element.Name;

    private int Inputs => signature.Inputs;

    private int Outputs => signature.Outputs;

    /// <summary>Whether a weight gradient is computed this way. Vectors at the end of a row reach into the next, so X must lie in the arena, where there is always something behind.</summary>
    public static bool Serves(MatrixProduct product) =>
        product is { Form: ProductForm.WeightGradient, Left.Kind: ValueKind.Computed, Left.Length: var inputs, Right.Length: <= MostOutputs and var outputs } && inputs >= 2 * outputs && inputs >= 8;

    /// <summary>Elements of scratch memory that the transpose takes.</summary>
    public static int ScratchLength(MatrixProduct product) => Serves(product) ? product.Left.Length * product.Right.Length : 0;

    public void Emit(SourceWriter writer, string name)
    {
        string sums = signature.HasColumnSums ? $", ref {_type} db" : "";
        writer.Line($"/// <summary>dw[{Inputs}, {Outputs}] = Σ over b of x[b, {Inputs}]·dy[b, {Outputs}]{(signature.HasColumnSums ? $"; db[{Outputs}] = Σ over b of dy[b, {Outputs}]" : "")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {_type} x, ref {_type} dy, ref {_type} dw{sums}, in RowBlock<{_type}> m)"))
        {
            writer.Line("int rows = m.Rows, n = 0;");
            writer.Line($"// The transpose, [{Outputs}, {Inputs}]: the columns of x fill vectors, the few of dy would not.");
            ColumnTile.EmitLoops(writer, element, Inputs, tile =>
            {
                foreach ((int first, int count) in Parts(tile))
                    writer.Line($"{TileName(name, tile, count)}({Place.At("dy", first)}, ref Unsafe.Add(ref x, n), {Inputs}, ref Unsafe.Add(ref m.Panel, {(first == 0 ? "" : $"{first * Inputs} + ")}n), rows{(tile.IsPartial ? ", count" : "")});");
            });
            writer.Line();
            writer.Line($"Panels.AddTransposed(ref m.Panel, {Outputs}, {Inputs}, ref dw, m.Accumulates);");
            if (signature.HasColumnSums)
            {
                writer.Line("n = 0;");
                ColumnTile.EmitLoops(writer, element, Outputs, tile => writer.Line(ColumnSums.Call(name, tile, "Unsafe.Add(ref dy, n)", $"{Outputs}")));
            }
        }

        foreach (ColumnTile tile in ColumnTile.For(element, Inputs))
        {
            foreach (int rows in Parts(tile).Select(part => part.Count).Distinct())
            {
                writer.Line();
                EmitTile(writer, name, tile, rows);
            }
        }

        if (!signature.HasColumnSums)
            return;
        foreach (ColumnTile tile in ColumnTile.For(element, Outputs))
        {
            writer.Line();
            ColumnSums.Emit(writer, element, name, tile);
        }
    }

    /// <summary>The rows of the transpose in tiles: all of them in 512-bit registers, otherwise six at a time.</summary>
    private IEnumerable<(int First, int Count)> Parts(ColumnTile tile)
    {
        int height = tile.Dialect.IsWide ? MostOutputs : tile.Rows;
        for (int first = 0; first < Outputs; first += height)
            yield return (first, Math.Min(height, Outputs - first));
    }

    private void EmitTile(SourceWriter writer, string name, ColumnTile columns, int rows)
    {
        VectorDialect dialect = columns.Dialect;
        var tile = new RegisterTile(dialect, rows, columns.Vectors)
        {
            Loops = [new("rows", LeftStep: Outputs)],
            Parameters = [$"ref {_type} dwT", "int rows", .. columns.IsPartial ? ["int count"] : Array.Empty<string>()],
            LeftOffset = r => r,
            Start = (_, _) => dialect.Zero,
            Finish = (w, r, v, sum) => w.Line(columns.Store(sum, "dwT", dialect.Offset(r * Inputs, v))),
        };
        tile.Emit(writer, TileName(name, columns, rows));
    }

    private static string TileName(string name, ColumnTile tile, int rows) => $"{name}_{tile.Name(rows)}";
}
