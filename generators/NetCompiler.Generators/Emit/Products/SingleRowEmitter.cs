using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits the product of one row, for batches too small for tiles: a matrix-vector product that reads each weight once.</summary>
internal sealed class SingleRowEmitter(ProductSignature signature, ElementType element, SumStore store, int biasOffset)
{
    private readonly string _type = element.Name;

    public void Emit(SourceWriter writer, string name)
    {
        bool isForward = signature.Form == ProductForm.Forward;
        writer.Line("/// <summary>One row: batches of a few rows read each weight once per row.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Row({string.Join(", ", [$"ref {_type} {(isForward ? "x" : "dy")}", $"ref {_type} weight", .. store.InnerParameters])})"))
        {
            if (isForward)
                EmitForward(writer, name);
            else
                EmitTransposed(writer, name);
        }
    }

    /// <summary>y[n] = Σₖ x[k]·W[k, n]: several vectors of columns at once, so that their sums do not wait for each other.</summary>
    private void EmitForward(SourceWriter writer, string name)
    {
        writer.Line("int n = 0;");
        if (ColumnTile.For(element, signature.Columns).Any(tile => tile is { Dialect.IsWide: true, Vectors: 2 }))
        {
            using (writer.Block("if (WideVectors.AreFast)"))
                EmitLoops(writer, name, VectorDialect.Wide(element), [8, 2], leastBytes: 64);
        }

        // The least portable vector has 16 bytes.
        EmitLoops(writer, name, VectorDialect.Portable(element), [8, 2, 1], leastBytes: 16);
    }

    private void EmitLoops(SourceWriter writer, string name, VectorDialect vector, int[] widths, int leastBytes)
    {
        foreach (int vectors in widths)
        {
            if (vectors > 1 && signature.Columns * element.Size < vectors * leastBytes)
                continue;
            string header = vectors == 1
                ? $"for (; n < {signature.Columns}; n += {vector.Count})"
                : $"for (; n <= {signature.Columns} - ({vectors} * {vector.Count}); n += {vectors} * {vector.Count})";
            using (writer.Block(header))
                EmitColumns(writer, name, vector, vectors);
        }
    }

    private void EmitColumns(SourceWriter writer, string name, VectorDialect vector, int vectors)
    {
        if (signature.HasBias)
            writer.Line($"ref {_type} bias = ref Unsafe.Add(ref weight, {biasOffset} + n);");
        for (int v = 0; v < vectors; v++)
            writer.Line($"{vector.Type} c{v} = {(signature.HasBias ? vector.Load("bias", vector.Lane(v)) : vector.Zero)};");
        writer.Line($"ref {_type} w = ref Unsafe.Add(ref weight, n);");
        using (writer.Block($"for (int k = 0; k < {signature.Depth}; k++)"))
        {
            writer.Line($"{vector.Type} a = {vector.Create("Unsafe.Add(ref x, k)")};");
            for (int v = 0; v < vectors; v++)
                writer.Line($"c{v} = {vector.Class}.MultiplyAddEstimate(a, {vector.Load("w", vector.Lane(v))}, c{v});");
            writer.Line($"w = ref Unsafe.Add(ref w, {signature.Columns});");
        }

        if (vectors == 1)
            writer.Line($"int count = Math.Min({vector.Count}, {signature.Columns} - n);");
        string? count = vectors == 1 ? "count" : null;
        if (store.KeepsInRegisters)
        {
            using (writer.Block($"if ({SumStore.IsKept})"))
            {
                for (int v = 0; v < vectors; v++)
                    store.Keep(writer, Offset(v), $"c{v}", count);
            }

            writer.Line();
        }

        for (int v = 0; v < vectors; v++)
            store.Emit(writer, name, vector, Offset(v), $"c{v}", count);

        string Offset(int v) => v == 0 ? "n" : $"n + ({vector.Lane(v)})";
    }

    /// <summary>dx[k] = Σₙ dy[n]·W[k, n]: a dot product with each row of the weight, four at once.</summary>
    private void EmitTransposed(SourceWriter writer, string name)
    {
        string sums = signature.FusesInRegisters ? store.Sums : store.Output;
        if (signature.FusesInRegisters)
        {
            writer.Line("// The dot products are stored first; the epilogue then runs over the whole row.");
            store.DeclareSums(writer);
        }

        writer.Line($"for (int k = 0; k < {signature.Columns}; k++)");
        using (writer.Indent())
            writer.Line($"Unsafe.Add(ref {sums}, k) = VectorMath.Dot(ref dy, ref Unsafe.Add(ref weight, k * {signature.Depth}), {signature.Depth});");
        if (signature.FusesInRegisters)
            FlatLoop.Emit(writer, element, $"{signature.Columns}", signature.Epilogue!, [sums, .. store.Saved], store.Output);
    }
}
