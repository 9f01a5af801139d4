using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>Emits dW from X and dY, example by example: every element is summed over the positions in a register; the bias gradient, the sum of dY over the positions, comes
/// along.</summary>
internal sealed class ConvolutionWeightGradientEmitter : ConvolutionKernel
{
    /// <summary>Sums of dY that are added up side by side, so that one does not wait for the other.</summary>
    private const int SumsAtATime = 4;

    /// <summary>Bytes of X and dY that stay in the first-level cache while every tile reads them.</summary>
    private const int FirstLevelCacheBytes = 24 * 1024;

    /// <summary>Fewer positions than this do not pay for reading and writing the sums once more.</summary>
    private const int LeastPositions = 96;

    private readonly ConvolutionShape _shape;
    private readonly PaddedMap _map;

    /// <summary>Rows of positions that all tiles go through before the next.</summary>
    private readonly int _rows;
    private readonly ElementType _element;

    /// <summary>The elements of the weight as nested runs and how far apart they lie in the map, outermost first.</summary>
    private readonly IReadOnlyList<(int Count, int Step)> _runs;

    public ConvolutionWeightGradientEmitter(ConvolutionShape shape, ElementType element)
    {
        (_shape, _element) = (shape, element);
        (WindowAxis y, WindowAxis x) = (shape.Height, shape.Width);
        _map = new PaddedMap(y.Input, x.Input, shape.Inputs, y.Before, y.After, x.Before, x.After, AlwaysCopies: shape.IsChannelwise && shape.ReadsCaller);
        (int, int) rows = (y.Kernel, y.Dilation * _map.Pitch), columns = (x.Kernel, x.Dilation * shape.Inputs);
        _rows = Enumerable.Range(1, y.Output).Reverse().FirstOrDefault(count =>
            y.Output % count == 0 && count * x.Output >= LeastPositions && BytesOf(count) <= FirstLevelCacheBytes) is > 0 and var fitting ? fitting : y.Output;
        _runs = shape.IsChannelwise ? Correlation.Merge(rows, columns) : Correlation.Merge(rows, columns, (shape.GroupInputs, 1));
    }

    /// <summary>Elements of the panel: the padded map.</summary>
    public override int PanelLength => _map.PanelLength;

    private string Type => _element.Name;

    /// <summary>Bytes of dY and X for some rows of positions.</summary>
    private long BytesOf(int rows) =>
        (((long)rows * _shape.Width.Output * _shape.Outputs) + ((((rows - 1L) * _shape.Height.Stride) + _shape.Height.Extent) * _map.Pitch)) * _element.Size;

    private bool HasSums => _shape.Signature.HasColumnSums;

    /// <summary>Columns of dW that are computed from one group of input channels.</summary>
    private int Columns => _shape.IsChannelwise ? _shape.Outputs : _shape.GroupOutputs;

    private (int Count, int Step) Inner => _runs[_runs.Count - 1];

    private (int Count, int Step) Outer => _runs.Count > 1 ? _runs[_runs.Count - 2] : (1, 0);

    public override void Emit(SourceWriter writer, string name)
    {
        string sums = HasSums ? $"; db[{_shape.Outputs}] = the sum of dy over the positions" : "", groups = _shape.Groups > 1 ? $" in {_shape.Groups} groups" : "";
        writer.Line($"/// <summary>dw[{_shape.WeightText}] from x[{_shape.InputText}] and dy[{_shape.OutputText}]{groups}{sums}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {Type} x, ref {Type} dy, ref {Type} dw{(HasSums ? $", ref {Type} db" : "")}, in RowBlock<{Type}> m)"))
        {
            string map = "x";
            if (_map.IsCopied)
            {
                map = "map";
                writer.Line($"ref {Type} map = ref m.Panel;");
                _map.EmitZeros(writer, map);
            }

            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
            {
                _map.EmitCopy(writer, "x", "map");
                if (_rows == _shape.Height.Output)
                {
                    writer.Line("bool accumulates = b > 0 || m.Accumulates;");
                    EmitGroups(writer, name, map, "dy");
                }
                else
                {
                    writer.Line("// A few rows at a time, so that they stay in the first-level cache.");
                    using (writer.Block($"for (int row = 0; row < {_shape.Height.Output}; row += {_rows})"))
                    {
                        writer.Line("bool accumulates = row > 0 || b > 0 || m.Accumulates;");
                        writer.Line($"ref {Type} left = ref Unsafe.Add(ref {map}, row * {_shape.Height.Stride * _map.Pitch});");
                        writer.Line($"ref {Type} right = ref Unsafe.Add(ref dy, row * {_shape.Width.Output * _shape.Outputs});");
                        EmitGroups(writer, name, "left", "right");
                    }

                    writer.Line();
                }

                writer.Line($"x = ref Unsafe.Add(ref x, {_shape.InputLength});");
                writer.Line($"dy = ref Unsafe.Add(ref dy, {_shape.OutputLength});");
            }
        }

        EmitMaps(writer, name);
        foreach (ChannelTile tile in ChannelTile.For(_element, Columns))
        {
            if (HasSums)
                EmitSums(writer, name, tile);
            foreach ((int runs, int rows) in Tiles(tile))
                EmitTile(writer, name, tile, runs, rows);
        }
    }

    private void EmitGroups(SourceWriter writer, string name, string map, string dy)
    {
        if (_shape.IsChannelwise || _shape.Groups == 1)
        {
            writer.Line($"{name}_Maps(ref {map}, ref {dy}, ref dw{(HasSums ? ", ref db" : "")}, accumulates);");
            return;
        }

        string sums = HasSums ? $", ref Unsafe.Add(ref db, g * {Columns})" : "";
        writer.Line($"for (int g = 0; g < {_shape.Groups}; g++)");
        using (writer.Indent())
            writer.Line($"{name}_Maps(ref Unsafe.Add(ref {map}, g * {_shape.GroupInputs}), ref Unsafe.Add(ref {dy}, g * {Columns}), ref Unsafe.Add(ref dw, g * {Columns}){sums}, accumulates);");
        writer.Line();
    }

    private void EmitMaps(SourceWriter writer, string name)
    {
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Maps(ref {Type} x, ref {Type} dy, ref {Type} dw{(HasSums ? $", ref {Type} db" : "")}, bool accumulates)"))
        {
            writer.Line("int n = 0;");
            ChannelTile.EmitLoops(writer, _element, Columns, tile =>
            {
                if (HasSums)
                    writer.Line($"{name}_Sums{tile.Name}(ref Unsafe.Add(ref dy, n), ref Unsafe.Add(ref db, n), accumulates);");
                EmitRuns(writer, name, tile, level: 0, x: [], rows: []);
            });
        }
    }

    /// <summary>Loops over the runs; the innermost run, or several of them, are the rows of a tile.</summary>
    private void EmitRuns(SourceWriter writer, string name, ChannelTile tile, int level, string[] x, string[] rows)
    {
        if (level < _runs.Count - 2)
        {
            string index = level == 0 ? "i" : "j";
            using (writer.Block($"for (int {index} = 0; {index} < {_runs[level].Count}; {index}++)"))
            {
                int length = _runs.Skip(level + 1).Aggregate(1, (product, run) => product * run.Count);
                EmitRuns(writer, name, tile, level + 1, [.. x, $"({index} * {_runs[level].Step})"], [.. rows, $"({index} * {length})"]);
            }

            return;
        }

        int height = tile.MostRows;
        bool isSplit = Inner.Count >= height;
        if (isSplit && Outer.Count > 1)
        {
            using (writer.Block($"for (int j = 0; j < {Outer.Count}; j++)"))
                EmitSteps(writer, name, tile, Inner.Count, height, Inner.Step, 1, [.. x, $"(j * {Outer.Step})"], [.. rows, $"(j * {Inner.Count})"]);
        }
        else if (isSplit)
        {
            EmitSteps(writer, name, tile, Inner.Count, height, Inner.Step, 1, x, rows);
        }
        else
        {
            EmitSteps(writer, name, tile, Outer.Count, Math.Min(height / Inner.Count, Outer.Count), Outer.Step, Inner.Count, x, rows);
        }
    }

    /// <summary>The tiles of a run: of full height as often as it fits, then exactly what is left.</summary>
    private void EmitSteps(SourceWriter writer, string name, ChannelTile tile, int count, int height, int step, int rowsPerStep, string[] x, string[] rows)
    {
        int full = count / height * height;
        if (full > height)
        {
            writer.Line($"for (int k = 0; k < {full}; k += {height})");
            using (writer.Indent())
                Call(height, $"(k * {step})", $"(k * {rowsPerStep})");
        }
        else if (full > 0)
        {
            Call(height, null, null);
        }

        if (full < count)
            Call(count - full, full == 0 ? null : $"{full * step}", full == 0 ? null : $"{full * rowsPerStep}");

        void Call(int size, string? left, string? row)
        {
            string from = Sum([.. x, left, _shape.IsChannelwise ? "n" : null]), at = string.Join(" + ", [.. rows, .. new[] { row }.OfType<string>()]);
            string target = at.Length == 0 ? "n" : $"(({at}) * {_shape.Outputs}) + n";
            writer.Line($"{name}_{size * rowsPerStep}x{tile.Name}(ref Unsafe.Add(ref x, {from}), ref Unsafe.Add(ref dy, n), {_shape.Outputs}, ref Unsafe.Add(ref dw, {target}), accumulates);");
        }
    }

    private static string Sum(IEnumerable<string?> terms)
    {
        string text = string.Join(" + ", terms.OfType<string>());
        return text.Length == 0 ? "0" : text;
    }

    /// <summary>The tiles of a width: runs × rows of each.</summary>
    private IEnumerable<(int Runs, int Rows)> Tiles(ChannelTile tile)
    {
        int height = tile.MostRows;
        if (Inner.Count >= height)
        {
            yield return (1, height);
            if (Inner.Count % height != 0)
                yield return (1, Inner.Count % height);
            yield break;
        }

        int runs = Math.Min(height / Inner.Count, Outer.Count);
        yield return (runs, Inner.Count);
        if (Outer.Count % runs != 0)
            yield return (Outer.Count % runs, Inner.Count);
    }

    private void EmitTile(SourceWriter writer, string name, ChannelTile channels, int runs, int rows)
    {
        VectorDialect dialect = channels.Dialect;
        (WindowAxis y, WindowAxis x) = (_shape.Height, _shape.Width);
        writer.Line();
        var tile = new RegisterTile(dialect, runs * rows, channels.Vectors)
        {
            Loops = Correlation.Loops((_rows, y.Stride * _map.Pitch), (x.Output, x.Stride * _shape.Inputs)),
            Parameters = [$"ref {Type} dw", "bool accumulates"],
            LeftOffset = r => (r / rows * Outer.Step) + (r % rows * Inner.Step),
            IsLeftVector = _shape.IsChannelwise,
            Start = (_, _) => dialect.Zero,
            Resume = (r, v) => dialect.Load("dw", dialect.Offset(r * _shape.Outputs, v)),
            Finish = (w, r, v, sum) => w.Line(Store(channels, sum, "dw", dialect.Offset(r * _shape.Outputs, v))),
        };
        tile.Emit(writer, $"{name}_{runs * rows}x{channels.Name}");
    }

    private void EmitSums(SourceWriter writer, string name, ChannelTile tile)
    {
        VectorDialect dialect = tile.Dialect;
        int positions = _rows * _shape.Width.Output, together = Math.Min(SumsAtATime, positions), full = positions / together * together;
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}_Sums{tile.Name}(ref {Type} dy, ref {Type} db, bool accumulates)"))
        {
            for (int v = 0; v < tile.Vectors; v++)
                writer.Line($"{dialect.Type} {string.Join(", ", Enumerable.Range(0, together).Select(i => $"s{i}{v} = {(i == 0 ? $"accumulates ? {dialect.Load("db", dialect.Lane(v))} : " : "")}{dialect.Zero}"))};");
            using (writer.Block($"for (int p = 0; p < {full}; p += {together})"))
                Add(together, advances: true);
            if (full < positions)
                Add(positions - full, advances: false);
            for (int v = 0; v < tile.Vectors; v++)
                writer.Line(Store(tile, $"({string.Join(" + ", Enumerable.Range(0, together).Select(i => $"s{i}{v}"))})", "db", dialect.Lane(v)));
        }

        void Add(int count, bool advances)
        {
            for (int i = 0; i < count; i++)
                writer.Line(string.Join(" ", Enumerable.Range(0, tile.Vectors).Select(v => $"s{i}{v} += {dialect.Load("dy", dialect.Offset(i * _shape.Outputs, v))};")));
            if (advances)
                writer.Line($"dy = ref Unsafe.Add(ref dy, {together * _shape.Outputs});");
        }
    }

    private static string Store(ChannelTile tile, string value, string place, string offset)
    {
        string at = Place.At(place, offset);
        return tile.Count is { } count ? $"VectorMath.Store({value}, {at}, {count});" : $"{value}.StoreUnsafe({at});";
    }
}
