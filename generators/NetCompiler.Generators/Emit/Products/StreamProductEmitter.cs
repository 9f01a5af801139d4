using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits a product for a single row, as streams need it: all columns in as few passes as the registers allow, with enough sums under way.</summary>
/// <param name="signature">The product, with the epilogue of both where another one is joined.</param>
/// <param name="joined">Terms of the product that is joined; 0 for none.</param>
/// <param name="biasOffset">Where the bias lies behind the first weight; -1 for none.</param>
/// <param name="element">The element type.</param>
internal sealed class StreamProductEmitter(ProductSignature signature, int joined, int biasOffset, ElementType element)
{
    /// <summary>Sums that fit into registers, with what they are multiplied by.</summary>
    private const int MostSums = 8;

    /// <summary>With fewer sums the next term would wait for the one before, so that even and odd terms get sums of their own.</summary>
    private const int EnoughSums = 4;

    private readonly SumStore _store = new(signature, element);
    private readonly string _type = element.Name;

    /// <summary>What distinguishes kernels.</summary>
    public string Key => $"Stream {joined} {biasOffset} {signature.Key}";

    public void Emit(SourceWriter writer, string name)
    {
        string products = joined > 0 ? $"x[{joined}]·W[{joined}, {signature.Columns}] + h[{signature.Depth}]·U[{signature.Depth}, {signature.Columns}]" : $"x[{signature.Depth}]·W[{signature.Depth}, {signature.Columns}]";
        writer.Line($"/// <summary>One row: y[{signature.Columns}] = {products}{(biasOffset >= 0 ? " + bias" : "")}{(signature.Epilogue is null ? "" : ", then what follows")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string factors = joined > 0 ? $"ref {_type} x, ref {_type} weight, ref {_type} h, ref {_type} recurrent" : $"ref {_type} x, ref {_type} weight";
        using (writer.Block($"public static void {name}({factors}{_store.Parameters})"))
        {
            if (signature.Columns == 1)
                EmitDot(writer, name);
            else
                EmitColumns(writer, name);
            if (signature.Epilogue is not null && !signature.FusesInRegisters)
                FlatLoop.Emit(writer, element, $"{signature.Columns}", signature.Epilogue, [_store.Sums, .. _store.Saved], _store.Output);
        }

        _store.EmitEpilogue(writer, name, [VectorDialect.Wide(element), VectorDialect.Portable(element)]);
    }

    /// <summary>A weight of one column is a vector.</summary>
    private void EmitDot(SourceWriter writer, string name)
    {
        string bias = biasOffset >= 0 ? $"Unsafe.Add(ref weight, {biasOffset}) + " : "";
        string sum = joined > 0
            ? $"VectorMath.Dot(ref x, ref weight, {joined}) + VectorMath.Dot(ref h, ref recurrent, {signature.Depth})"
            : $"VectorMath.Dot(ref x, ref weight, {signature.Depth})";
        if (signature.Epilogue is null)
        {
            writer.Line($"{_store.Sums} = {bias}{sum};");
            return;
        }

        writer.Line($"Vector<{_type}> sum = Vector.Create({bias}{sum});");
        _store.Emit(writer, name, VectorDialect.Portable(element), "0", "sum", "1");
    }

    private void EmitColumns(SourceWriter writer, string name)
    {
        writer.Line("int n = 0;");
        int lanes = 64 / element.Size, wide = signature.Columns / lanes;
        if (wide > 0)
        {
            using (writer.Block("if (WideVectors.AreFast)"))
            {
                if (wide >= 2 * MostSums)
                {
                    using (writer.Block($"for (; n <= {signature.Columns} - {MostSums * lanes}; n += {MostSums * lanes})"))
                        EmitSums(writer, name, VectorDialect.Wide(element), MostSums, isPartial: false);
                    wide %= MostSums;
                }

                while (wide > 0)
                {
                    int vectors = Math.Min(wide, MostSums);
                    using (writer.Block())
                        EmitSums(writer, name, VectorDialect.Wide(element), vectors, isPartial: false);
                    writer.Line($"n += {vectors * lanes};");
                    wide -= vectors;
                }
            }
        }

        VectorDialect portable = VectorDialect.Portable(element);
        foreach (int vectors in new[] { MostSums, EnoughSums, 1 })
        {
            // The least vector has 16 bytes.
            if (vectors > 1 && signature.Columns * element.Size < vectors * 16)
                continue;
            string width = vectors == 1 ? portable.Count : $"({vectors} * {portable.Count})";
            using (writer.Block(vectors == 1 ? $"for (; n < {signature.Columns}; n += {width})" : $"for (; n <= {signature.Columns} - {width}; n += {width})"))
                EmitSums(writer, name, portable, vectors, isPartial: vectors == 1);
        }
    }

    private void EmitSums(SourceWriter writer, string name, VectorDialect vector, int vectors, bool isPartial)
    {
        for (int v = 0; v < vectors; v++)
        {
            string start = biasOffset < 0 ? vector.Zero : vector.Load("weight", vector.Offset(biasOffset, v) + " + n");
            writer.Line($"{vector.Type} c{v} = {start};");
        }

        if (joined > 0)
            EmitTerms(writer, vector, vectors, "x", "weight", joined);
        EmitTerms(writer, vector, vectors, joined > 0 ? "h" : "x", joined > 0 ? "recurrent" : "weight", signature.Depth);
        if (isPartial)
            writer.Line($"int count = Math.Min({vector.Count}, {signature.Columns} - n);");
        for (int v = 0; v < vectors; v++)
            _store.Emit(writer, name, vector, v == 0 ? "n" : $"n + ({vector.Lane(v)})", $"c{v}", isPartial ? "count" : null);
    }

    private void EmitTerms(SourceWriter writer, VectorDialect vector, int vectors, string left, string weight, int depth)
    {
        string w = $"{weight[0]}w", a = $"{left}k";
        bool isSplit = vectors <= EnoughSums && depth >= 8;
        writer.Line($"ref {_type} {w} = ref Unsafe.Add(ref {weight}, n);");
        if (isSplit)
        {
            for (int v = 0; v < vectors; v++)
                writer.Line($"{vector.Type} {left}{v} = {vector.Zero};");
        }

        int step = isSplit ? 2 : 1;
        using (writer.Block(isSplit ? $"for (int k = 0; k < {depth - 1}; k += 2)" : $"for (int k = 0; k < {depth}; k++)"))
        {
            Term("k", "c", 0);
            if (isSplit)
                Term("k + 1", left, signature.Columns);
            writer.Line($"{w} = ref Unsafe.Add(ref {w}, {step * signature.Columns});");
        }

        if (!isSplit)
            return;
        if (depth % 2 == 1)
        {
            using (writer.Block())
                Term($"{depth - 1}", "c", 0);
        }

        for (int v = 0; v < vectors; v++)
            writer.Line($"c{v} += {left}{v};");

        void Term(string k, string sums, int offset)
        {
            string factor = sums == "c" ? a : $"{a}1";
            writer.Line($"{vector.Type} {factor} = {vector.Create($"Unsafe.Add(ref {left}, {k})")};");
            for (int v = 0; v < vectors; v++)
                writer.Line($"{sums}{v} = {vector.Class}.MultiplyAddEstimate({factor}, {vector.Load(w, vector.Offset(offset, v))}, {sums}{v});");
        }
    }
}
