using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>Emits convolutions with one result per example: Y = X∗W + b, and dX from dY and W. Windows are read where they are, so that nothing is copied but borders.</summary>
internal sealed class ConvolutionEmitter : ConvolutionKernel
{
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionPlan _plan;
    private readonly SumStore _store;
    private readonly ElementType _element;
    private readonly string _activation;

    /// <summary>The tile methods by what they do: phases of a gradient with the same number of taps share theirs.</summary>
    private readonly Dictionary<string, string> _tiles = [];

    public ConvolutionEmitter(ConvolutionShape shape, string activation, ElementType element)
    {
        (_shape, _activation, _element) = (shape, activation, element);
        _plan = ConvolutionPlan.Create(shape, element);
        _store = new SumStore(shape.Signature, element);
    }

    /// <summary>Elements of the panel: packed weights, then the padded map.</summary>
    public override int PanelLength => PackLength + _plan.Left.PanelLength;

    private bool IsForward => _shape.Signature.Form == ProductForm.Forward;

    private string Type => _element.Name;

    private string LeftName => IsForward ? "x" : "dy";

    private int PackLength => _plan.PackLength(_shape, _element);

    /// <summary>Channels of the result that are computed from one group of the left factor's.</summary>
    private int Columns => _shape.IsChannelwise ? _shape.Inputs : IsForward ? _shape.GroupOutputs : _shape.GroupInputs;

    private int Groups => _shape.IsChannelwise ? 1 : _shape.Groups;

    private int ResultLength => IsForward ? _shape.OutputLength : _shape.InputLength;

    private string BiasParameter => _shape.Signature.HasBias ? $", ref {Type} bias" : "";

    public override void Emit(SourceWriter writer, string name)
    {
        EmitEntry(writer, name);
        for (int i = 0; i < _plan.Correlations.Count; i++)
            EmitMaps(writer, name, Suffix(i), _plan.Correlations[i]);
        _store.EmitEpilogue(writer, name, ChannelTile.For(_element, Columns).Select(tile => tile.Dialect));
    }

    private string Suffix(int correlation) => _plan.Correlations.Count == 1 ? "" : $"{correlation}";

    private void EmitEntry(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>{Describe()}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {Type} {LeftName}, ref {Type} weight{BiasParameter}{_store.Parameters}, in RowBlock<{Type}> m)"))
        {
            if (_shape.Signature is { Epilogue: not null, FusesInRegisters: false })
                _store.DeclareSums(writer);
            string right = "weight", map = LeftName;
            if (_plan.Packs.Count > 0)
            {
                right = "packed";
                writer.Line($"ref {Type} packed = ref m.Panel;");
                foreach (WeightPack pack in _plan.Packs)
                    EmitPack(writer, pack);
            }

            if (_plan.Left.IsCopied)
            {
                map = "map";
                writer.Line($"ref {Type} map = ref {(PackLength == 0 ? "m.Panel" : $"Unsafe.Add(ref m.Panel, {PackLength})")};");
                _plan.Left.EmitZeros(writer, map);
            }

            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
                EmitExample(writer, name, right, map);
        }
    }

    private void EmitExample(SourceWriter writer, string name, string right, string map)
    {
        _plan.Left.EmitCopy(writer, LeftName, "map");
        if (Groups == 1)
        {
            for (int i = 0; i < _plan.Correlations.Count; i++)
                writer.Line($"{name}_Maps{Suffix(i)}(ref {map}, ref {right}{(_shape.Signature.HasBias ? ", ref bias" : "")}{_store.Arguments(place => $"ref {place}")});");
        }
        else
        {
            int left = IsForward ? _shape.GroupInputs : _shape.GroupOutputs;
            string bias = _shape.Signature.HasBias ? $", ref Unsafe.Add(ref bias, g * {Columns})" : "";
            string places = _store.Arguments(place => $"ref Unsafe.Add(ref {place}, g * {Columns})");
            using (writer.Block($"for (int g = 0; g < {Groups}; g++)"))
            {
                for (int i = 0; i < _plan.Correlations.Count; i++)
                    writer.Line($"{name}_Maps{Suffix(i)}(ref Unsafe.Add(ref {map}, g * {left}), ref Unsafe.Add(ref {right}, g * {_plan.GroupLength}){bias}{places});");
            }

            writer.Line();
        }

        if (_shape.Signature is { Epilogue: { } epilogue, FusesInRegisters: false })
        {
            writer.Line($"// {EpilogueText}, over a result that is still in the cache.");
            LoopOperand[] operands = [_store.Sums, .. _store.Saved, .. _store.Masks.Select(mask => LoopOperand.Mask(mask, $"(b * {ResultLength})"))];
            using (writer.Block())
                FlatLoop.Emit(writer, _element, $"{ResultLength}", epilogue, operands, _store.Output);
            writer.Line();
        }

        writer.Line($"{LeftName} = ref Unsafe.Add(ref {LeftName}, {(IsForward ? _shape.InputLength : _shape.OutputLength)});");
        foreach (string place in _store.Places)
            writer.Line($"{place} = ref Unsafe.Add(ref {place}, {ResultLength});");
    }

    /// <summary>Weights in the order in which an input gradient reads them: from the last tap to the first, with inputs and outputs exchanged.</summary>
    private void EmitPack(SourceWriter writer, WeightPack pack)
    {
        (GradientPhase row, GradientPhase column) = (pack.Row, pack.Column);
        int tapLength = _shape.GroupInputs * _shape.Outputs;
        string tapRow = row.Taps == 1 ? $"{row.LastTap}" : $"({row.LastTap} - {Times("i", row.TapStep)})", tapColumn = column.Taps == 1 ? $"{column.LastTap}" : $"{column.LastTap} - {Times("j", column.TapStep)}";
        string source = $"(({tapRow} * {_shape.Width.Kernel}) + {tapColumn}) * {tapLength}";
        string target = $"((i * {column.Taps}) + j) * {(_shape.IsChannelwise ? tapLength : _shape.GroupOutputs * _plan.RightStride)}";
        if (pack.Start > 0)
            target = $"{pack.Start} + ({target})";
        writer.Line($"for (int i = 0; i < {row.Taps}; i++)");
        using (writer.Block())
        {
            using (writer.Block($"for (int j = 0; j < {column.Taps}; j++)"))
            {
                if (_shape.IsChannelwise)
                {
                    writer.Line($"Rows.Copy(ref Unsafe.Add(ref weight, {source}), 0, ref Unsafe.Add(ref packed, {target}), 0, {tapLength}, 1);");
                }
                else if (Groups == 1)
                {
                    writer.Line($"Panels.PackTransposed(ref Unsafe.Add(ref weight, {source}), {_shape.GroupOutputs}, {_shape.Outputs}, {_shape.GroupInputs}, {_plan.RightStride}, ref Unsafe.Add(ref packed, {target}));");
                }
                else
                {
                    writer.Line($"for (int g = 0; g < {Groups}; g++)");
                    using (writer.Indent())
                        writer.Line($"Panels.PackTransposed(ref Unsafe.Add(ref weight, ({source}) + (g * {_shape.GroupOutputs})), {_shape.GroupOutputs}, {_shape.Outputs}, {_shape.GroupInputs}, {_plan.RightStride}, ref Unsafe.Add(ref packed, (g * {_plan.GroupLength}) + {target}));");
                }
            }
        }

        writer.Line();
    }

    private static string Times(string index, int factor) => factor == 1 ? index : $"({index} * {factor})";

    /// <summary>All positions and channels of a correlation.</summary>
    private void EmitMaps(SourceWriter writer, string name, string suffix, Correlation correlation)
    {
        var tiles = new SourceWriter();
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Maps{suffix}(ref {Type} {LeftName}, ref {Type} right{BiasParameter}{string.Concat(_store.InnerParameters.Select(parameter => $", {parameter}"))})"))
        {
            writer.Line("int n = 0;");
            ChannelTile.EmitLoops(writer, _element, Columns, tile => EmitPositions(writer, TileMethod(tiles, name, suffix, correlation, tile), correlation, tile));
        }

        writer.Line(tiles.ToString().TrimEnd('\n'));
    }

    /// <summary>The name of the method of a tile, which is written when it is first needed.</summary>
    private string TileMethod(SourceWriter writer, string name, string suffix, Correlation correlation, ChannelTile tile)
    {
        PositionTile positions = TileOf(correlation, tile);
        string key = $"{tile.Name} {positions} {string.Join(" ", correlation.Terms)}";
        if (_tiles.TryGetValue(key, out string? known))
            return known;
        string method = _tiles[key] = $"{name}_{(suffix.Length == 0 ? "" : $"Maps{suffix}_")}{positions.Count}x{tile.Name}";
        writer.Line();
        EmitTile(writer, method, name, correlation, tile);
        return method;
    }

    private static PositionTile TileOf(Correlation correlation, ChannelTile tile) => PositionTile.For(correlation.Rows, correlation.Columns, tile.MostRows, tile.Vectors);

    private void EmitPositions(SourceWriter writer, string method, Correlation correlation, ChannelTile tile)
    {
        PositionTile positions = TileOf(correlation, tile);
        string right = correlation.RightStart == 0 ? "n" : $"{correlation.RightStart} + n";
        string bias = _shape.Signature.HasBias ? ", ref Unsafe.Add(ref bias, n)" : "";
        TileLoop.Emit(writer, "row", correlation.Rows, positions.Rows, row => TileLoop.Emit(writer, "column", correlation.Columns, positions.Columns, column =>
        {
            string left = Sum(correlation.LeftStart, Product(row, correlation.LeftRow), Product(column, correlation.LeftColumn), _shape.IsChannelwise ? "n" : null);
            string output = Sum(correlation.OutStart, Product(row, correlation.OutRow), Product(column, correlation.OutColumn), "n");
            string places = _store.Arguments(place => $"ref Unsafe.Add(ref {place}, {output})", isInner: true);
            writer.Line($"{method}(ref Unsafe.Add(ref {LeftName}, {left}), ref Unsafe.Add(ref right, {right}), {_plan.RightStride}{bias}{places});");
        }));
    }

    private static string? Product(string? index, int factor) => index is null ? null : factor == 1 ? index : $"({index} * {factor})";

    private static string Sum(int start, params string?[] terms)
    {
        string[] parts = [.. terms.OfType<string>()];
        return parts.Length == 0 ? $"{start}" : string.Join(" + ", start == 0 ? parts : [$"{start}", .. parts]);
    }

    private void EmitTile(SourceWriter writer, string method, string name, Correlation correlation, ChannelTile channels)
    {
        VectorDialect dialect = channels.Dialect;
        PositionTile positions = TileOf(correlation, channels);
        var tile = new RegisterTile(dialect, positions.Count, channels.Vectors)
        {
            Loops = correlation.Terms,
            Parameters = [.. _shape.Signature.HasBias ? [$"ref {Type} bias"] : Array.Empty<string>(), .. _store.InnerParameters],
            LeftOffset = r => (r / positions.Columns * correlation.LeftRow) + (r % positions.Columns * correlation.LeftColumn),
            IsLeftVector = _shape.IsChannelwise,
            Start = (r, v) => !_shape.Signature.HasBias ? dialect.Zero : r == 0 ? dialect.Load("bias", dialect.Lane(v)) : $"c0{v}",
            Finish = (w, r, v, sum) => _store.Emit(w, name, dialect, Offset(r, v), sum, channels.Count),
            Keep = _store.KeepsInRegisters ? (w, r, v, sum) => _store.Keep(w, Offset(r, v), sum, channels.Count) : null,
        };
        tile.Emit(writer, method);

        string Offset(int r, int v) => dialect.Offset((r / positions.Columns * correlation.OutRow) + (r % positions.Columns * correlation.OutColumn), v);
    }

    private string Describe()
    {
        string text = IsForward
            ? $"y[{_shape.OutputText}] = x[{_shape.InputText}]∗W[{_shape.WeightText}]{(_shape.Signature.HasBias ? " + bias" : "")}"
            : $"dx[{_shape.InputText}] from dy[{_shape.OutputText}] and W[{_shape.WeightText}]";
        string groups = _shape.Groups > 1 ? $" in {_shape.Groups} groups" : "";
        return _shape.Signature.Epilogue is null ? $"{text}{groups}." : $"{text}{groups}, then {EpilogueText}.";
    }

    private string EpilogueText => IsForward ? _activation : $"the derivative of {_activation}";
}
