using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>Emits an input gradient for few input channels: the products dY·Wᵀ of a row of positions with all taps at once, which are then added to where the taps lie.</summary>
internal sealed class ScatteredGradientEmitter(ConvolutionShape shape, string activation, ElementType element) : ConvolutionKernel
{
    private readonly SumStore _store = new(shape.Signature, element);

    private readonly PaddedMap _map = new(
        shape.Height.Input, shape.Width.Input, shape.Inputs, shape.Height.Before, shape.Height.After, shape.Width.Before, shape.Width.After, AlwaysCopies: false);

    /// <summary>Elements of all taps of a position, in whole vectors.</summary>
    private readonly int _columns = WholeVectors(shape.Window.Taps * shape.Inputs, element);

    private readonly string _type = element.Name;

    public override int PanelLength => MapStart + _map.PanelLength;

    private int ProductStart => shape.Outputs * _columns;

    private int MapStart => ProductStart + (shape.Width.Output * _columns);

    /// <summary>Elements of the taps in one row of the window, which lie next to each other.</summary>
    private int RunLength => shape.Width.Kernel * shape.Inputs;

    public override void Emit(SourceWriter writer, string name)
    {
        string epilogue = shape.Signature.Epilogue is null ? "" : $", then the derivative of {activation}";
        writer.Line($"/// <summary>dx[{shape.InputText}] from dy[{shape.OutputText}] and W[{shape.WeightText}]{epilogue}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {_type} dy, ref {_type} weight{_store.Parameters}, in RowBlock<{_type}> m)"))
        {
            if (shape.Signature.Epilogue is not null)
                _store.DeclareSums(writer);
            writer.Line($"ref {_type} packed = ref m.Panel;");
            writer.Line($"ref {_type} products = ref Unsafe.Add(ref m.Panel, {ProductStart});");
            writer.Line($"Panels.PackTransposed(ref weight, {shape.Outputs}, {shape.Outputs}, {shape.Window.Taps * shape.Inputs}, {_columns}, ref packed);");
            if (_map.IsCopied)
                writer.Line($"ref {_type} map = ref Unsafe.Add(ref m.Panel, {MapStart});");
            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
                EmitExample(writer, name);
        }

        EmitRow(writer, name);
    }

    private void EmitExample(SourceWriter writer, string name)
    {
        string map = _map.IsCopied ? "map" : _store.Sums;
        writer.Line($"Rows.Clear(ref {map}, {(_map.IsCopied ? _map.PanelLength : shape.InputLength)});");
        using (writer.Block($"for (int row = 0; row < {shape.Height.Output}; row++)"))
        {
            writer.Line($"{name}_Row(ref dy, ref packed, ref products);");
            writer.Line("// Every product goes to the position that its tap lies on.");
            using (writer.Block($"for (int column = 0; column < {shape.Width.Output}; column++)"))
            {
                using (writer.Block($"for (int tap = 0; tap < {shape.Height.Kernel}; tap++)"))
                {
                    string down = shape.Height.Dilation == 1 ? "tap" : $"(tap * {shape.Height.Dilation})";
                    writer.Line($"ref {_type} from = ref Unsafe.Add(ref products, (column * {_columns}) + (tap * {RunLength}));");
                    writer.Line($"ref {_type} to = ref Unsafe.Add(ref {map}, (((row * {shape.Height.Stride}) + {down}) * {_map.Pitch}) + (column * {shape.Width.Stride * shape.Inputs}));");
                    Pools.ChannelLoop.Emit(writer, element, RunLength, access => writer.Line(access.Store($"({access.Load("to")} + {access.Load("from")})", "to")));
                }
            }

            writer.Line();
            writer.Line($"dy = ref Unsafe.Add(ref dy, {shape.Width.Output * shape.Outputs});");
        }

        writer.Line();
        if (_map.IsCopied)
        {
            int rowLength = shape.Width.Input * shape.Inputs;
            writer.Line($"Rows.Copy(ref Unsafe.Add(ref map, {(_map.Top * _map.Pitch) + (_map.Left * shape.Inputs)}), {_map.Pitch}, ref {_store.Sums}, {rowLength}, {rowLength}, {shape.Height.Input});");
        }

        if (shape.Signature.Epilogue is { } epilogue)
        {
            LoopOperand[] operands = [_store.Sums, .. _store.Saved, .. _store.Masks.Select(mask => LoopOperand.Mask(mask, $"(b * {shape.InputLength})"))];
            using (writer.Block())
                FlatLoop.Emit(writer, element, $"{shape.InputLength}", epilogue, operands, _store.Output);
            writer.Line();
        }

        IEnumerable<string> places = new[] { _store.Output, _store.Sums }.Distinct().Concat(_store.Saved);
        foreach (string place in places)
            writer.Line($"{place} = ref Unsafe.Add(ref {place}, {shape.InputLength});");
    }

    /// <summary>The products of one row of positions: a matrix product.</summary>
    private void EmitRow(SourceWriter writer, string name)
    {
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Row(ref {_type} dy, ref {_type} packed, ref {_type} products)"))
        {
            writer.Line("int n = 0;");
            ChannelTile.EmitLoops(writer, element, _columns, tile =>
            {
                int positions = TileOf(tile).Count;
                TileLoop.Emit(writer, "column", shape.Width.Output, positions, column => writer.Line(column is null
                    ? $"{name}_{positions}x{tile.Name}(ref dy, ref Unsafe.Add(ref packed, n), {_columns}, ref Unsafe.Add(ref products, n));"
                    : $"{name}_{positions}x{tile.Name}(ref Unsafe.Add(ref dy, {column} * {shape.Outputs}), ref Unsafe.Add(ref packed, n), {_columns}, ref Unsafe.Add(ref products, ({column} * {_columns}) + n));"));
            });
        }

        foreach (ChannelTile channels in ChannelTile.For(element, _columns))
        {
            VectorDialect dialect = channels.Dialect;
            int positions = TileOf(channels).Count;
            writer.Line();
            var tile = new RegisterTile(dialect, positions, channels.Vectors)
            {
                Loops = [new TermLoop($"{shape.Outputs}", 1)],
                Parameters = [$"ref {_type} products"],
                LeftOffset = r => r * shape.Outputs,
                Start = (_, _) => dialect.Zero,
                Finish = (w, r, v, sum) => w.Line(dialect.Offset(r * _columns, v) is var offset && offset == "0"
                    ? $"{sum}.StoreUnsafe(ref products);"
                    : $"{sum}.StoreUnsafe(ref Unsafe.Add(ref products, {offset}));"),
            };
            tile.Emit(writer, $"{name}_{positions}x{channels.Name}");
        }
    }

    private PositionTile TileOf(ChannelTile tile) => PositionTile.For(1, shape.Width.Output, tile.MostRows, tile.Vectors);
}
