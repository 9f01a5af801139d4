using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits products with one result row per example: Y = X·W + b, and dX = dY·Wᵀ.</summary>
internal sealed class RowProductEmitter(ProductSignature signature, string activation, ElementType element)
{
    /// <summary>From this many bytes per weight row on, neighbouring rows of a panel fall on the same few cache sets, so that copying it pays.</summary>
    private const int PackRowBytes = 1024;

    /// <summary>From this many rows on, a copied panel is reused often enough.</summary>
    private const int PackRows = 24;

    private readonly string _type = element.Name;
    private readonly bool _isForward = signature.Form == ProductForm.Forward;

    private readonly SumStore _store = new(signature, element);

    private string Left => _isForward ? "x" : "dy";

    public void Emit(SourceWriter writer, string name)
    {
        EmitEntry(writer, name);
        if (signature.SkipsZeros)
        {
            writer.Line();
            EmitRectified(writer, name);
        }

        writer.Line();
        EmitTiled(writer, name);
        foreach (ColumnTile tile in ColumnTile.For(element, signature.Columns))
        {
            foreach (int rows in new[] { tile.Rows, RowTiling.SmallTile })
            {
                writer.Line();
                EmitTile(writer, name, tile, rows);
            }
        }

        writer.Line();
        new SingleRowEmitter(signature, element, _store, BiasOffset).Emit(writer, name);
        // The single-row method works with the portable vectors.
        _store.EmitEpilogue(writer, name, ColumnTile.For(element, signature.Columns).Select(tile => tile.Dialect).Append(VectorDialect.Portable(element)));
    }

    private void EmitEntry(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>{Describe()}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {_type} {Left}, ref {_type} weight{(signature.IsPacked ? $", ref {_type} packed" : "")}{_store.Parameters}, in RowBlock<{_type}> m)"))
        {
            if (signature.SkipsZeros)
            {
                writer.Line($"// {Left} comes through a rectifier: where much of it is 0, those terms are left out.");
                using (writer.Block($"if (RectifiedProduct.Pays(ref {Left}, {signature.Depth}, m.Rows))"))
                {
                    writer.Line($"{name}_Rectified(ref {Left}, ref weight{_store.AllArguments}, m);");
                    writer.Line("return;");
                }

                writer.Line();
            }

            if (signature is { Epilogue: not null, FusesInRegisters: false })
                _store.DeclareSums(writer);
            using (writer.Block($"if (m.Rows < {RowTiling.SmallTile})"))
            {
                writer.Line("for (int b = 0; b < m.Rows; b++)");
                using (writer.Indent())
                    writer.Line($"{name}_Row(ref Unsafe.Add(ref {Left}, b * {signature.Depth}), ref weight{_store.Arguments(place => $"ref Unsafe.Add(ref {place}, b * {signature.Columns})")});");
            }

            using (writer.Block("else"))
                writer.Line($"{name}_Tiled(ref {Left}, ref {(signature.IsPacked ? "packed" : "weight")}{_store.Arguments(place => $"ref {place}")}, m);");
            if (!signature.FusesInRegisters)
                EmitEpilogueLoop(writer);
        }
    }

    /// <summary>Leaves out terms, and applies an epilogue afterwards.</summary>
    private void EmitRectified(SourceWriter writer, string name)
    {
        writer.Line("/// <summary>Without the terms that are 0.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Rectified(ref {_type} {Left}, ref {_type} weight{_store.Parameters}, in RowBlock<{_type}> m)"))
        {
            _store.DeclareSums(writer);
            string bias = signature.HasBias ? $", ref Unsafe.Add(ref weight, {BiasOffset})" : "";
            writer.Line($"RectifiedProduct.{signature.Form}(ref {Left}, {signature.Depth}, ref weight{bias}, {signature.Columns}, ref {_store.Sums}, m);");
            EmitEpilogueLoop(writer);
        }
    }

    private void EmitEpilogueLoop(SourceWriter writer)
    {
        if (signature.Epilogue is null)
            return;
        writer.Line();
        writer.Line($"// {EpilogueText}, over rows that are still in the cache.");
        FlatLoop.Emit(writer, element, $"m.Rows * {signature.Columns}", signature.Epilogue, [_store.Sums, .. _store.Saved, .. _store.Masks.Select(mask => LoopOperand.Mask(mask))], _store.Output);
    }

    private void EmitTiled(SourceWriter writer, string name)
    {
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Tiled({string.Join(", ", [$"ref {_type} {Left}", $"ref {_type} weight", .. _store.InnerParameters])}, in RowBlock<{_type}> m)"))
        {
            writer.Line("int rows = m.Rows, n = 0;");
            ColumnTile.EmitLoops(writer, element, signature.Columns, tile => EmitPanel(writer, name, tile));
        }
    }

    /// <summary>One panel of columns for all rows.</summary>
    private void EmitPanel(SourceWriter writer, string name, ColumnTile tile)
    {
        if (signature.IsPacked)
        {
            writer.Line($"ref {_type} panel = ref Unsafe.Add(ref weight, n * {signature.Depth});");
            writer.Line($"nint stride = {tile.Width};");
        }
        else if (_isForward)
        {
            writer.Line($"ref {_type} panel = ref Unsafe.Add(ref weight, n);");
            writer.Line($"nint stride = {signature.Columns};");
            if (signature.Columns * element.Size >= PackRowBytes)
            {
                using (writer.Block($"if (rows >= {PackRows})"))
                {
                    writer.Line($"Panels.Pack(ref panel, {signature.Depth}, {signature.Columns}, {tile.Width}, ref m.Panel);");
                    writer.Line("panel = ref m.Panel;");
                    writer.Line($"stride = {tile.Width};");
                }
            }
        }
        else
        {
            string count = tile.IsPartial ? "count" : tile.Width;
            writer.Line($"Panels.PackTransposed(ref Unsafe.Add(ref weight, n * {signature.Outputs}), {signature.Outputs}, {signature.Outputs}, {count}, {tile.Width}, ref m.Panel);");
            writer.Line($"ref {_type} panel = ref m.Panel;");
            writer.Line($"nint stride = {tile.Width};");
        }

        if (signature.HasBias)
            writer.Line($"ref {_type} bias = ref Unsafe.Add(ref weight, {BiasOffset} + n);");
        string refs = _store.Arguments(place => $"ref Unsafe.Add(ref {place}, (b * {signature.Columns}) + n)", isInner: true);
        RowTiling.Emit(writer, tile, rows =>
            $"{name}_{tile.Name(rows)}(ref Unsafe.Add(ref {Left}, b * {signature.Depth}), ref panel, stride{(signature.HasBias ? ", ref bias" : "")}{refs}{(tile.IsPartial ? ", count" : "")});");
    }

    /// <summary>The bias follows its weight in the flat vector, at the next cache line.</summary>
    private int BiasOffset
    {
        get
        {
            int alignment = 64 / element.Size;
            return ((signature.Inputs * signature.Outputs) + alignment - 1) / alignment * alignment;
        }
    }

    private void EmitTile(SourceWriter writer, string name, ColumnTile columns, int rows)
    {
        VectorDialect dialect = columns.Dialect;
        var tile = new RegisterTile(dialect, rows, columns.Vectors)
        {
            Loops = [new(signature.Depth.ToString(), LeftStep: 1)],
            Parameters =
            [
                .. signature.HasBias ? [$"ref {_type} bias"] : Array.Empty<string>(),
                .. _store.InnerParameters,
                .. columns.IsPartial ? ["int count"] : Array.Empty<string>(),
            ],
            LeftOffset = r => r * signature.Depth,
            Start = (r, v) => !signature.HasBias ? dialect.Zero : r == 0 ? dialect.Load("bias", dialect.Lane(v)) : $"c0{v}",
            Finish = (w, r, v, sum) => _store.Emit(w, name, dialect, dialect.Offset(r * signature.Columns, v), sum, columns.IsPartial ? "count" : null),
            Keep = _store.KeepsInRegisters ? (w, r, v, sum) => _store.Keep(w, dialect.Offset(r * signature.Columns, v), sum, columns.IsPartial ? "count" : null) : null,
        };
        tile.Emit(writer, $"{name}_{columns.Name(rows)}");
    }

    private string Describe()
    {
        string product = _isForward
            ? $"y[b, {signature.Outputs}] = x[b, {signature.Inputs}]·W[{signature.Inputs}, {signature.Outputs}]{(signature.HasBias ? " + bias" : "")}"
            : $"dx[b, {signature.Inputs}] = dy[b, {signature.Outputs}]·Wᵀ[{signature.Outputs}, {signature.Inputs}]";
        return signature.Epilogue is null ? product + "." : $"{product}, then {EpilogueText}.";
    }

    private string EpilogueText => _isForward ? activation : $"the derivative of {activation}";
}
