using NetCompiler.Generators.Emit.Convolutions;
using NetCompiler.Generators.Emit.Pools;
using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits one pass over the layers as a sequence of kernel calls, and the kernels that it needs into the library.</summary>
/// <param name="kernels">The network's kernels.</param>
/// <param name="plan">Where values that differ per example lie.</param>
/// <param name="statistics">Where values that are the same for all examples lie.</param>
/// <param name="sequences">Where the steps of sequences lie.</param>
/// <param name="places">Where all other values lie: parameters, gradients, the caller's memory.</param>
/// <param name="kinds">The kind of each layer by its path, to name kernels and comments.</param>
internal sealed partial class StepEmitter(
    KernelLibrary kernels, BufferPlan plan, BufferPlan statistics, SequencePlaces sequences, IReadOnlyDictionary<Value, string> places, IReadOnlyDictionary<string, string> kinds)
{
    private ElementType Element => kernels.Element;

    /// <summary>Writes the calls; a comment names the layer wherever it changes.</summary>
    public void Emit(SourceWriter writer, IEnumerable<Operation> operations)
    {
        string layer = "";
        _sumsInScans = [.. operations.OfType<MatrixProduct>().Where(sequences.IsInScan)];
        operations = [.. operations.Where(operation => operation is not MatrixProduct sum || !_sumsInScans.Contains(sum))];
        if (IsSingleRow && operations.Any(NeedsBlock))
            writer.Line($"RowBlock<{Element.Name}> {Row} = m.Block(frontLength: {FrontLength});");
        if (operations.Any(operation => Block(operation) == EveryStep))
            writer.Line($"RowBlock<{Element.Name}> {EveryStep} = m.EveryStep();");
        if (operations.Any(operation => Block(operation) == EveryDecoderStep))
            writer.Line($"RowBlock<{Element.Name}> {EveryDecoderStep} = d.EveryStep();");
        if (_sumsInScans.Length > 0)
            writer.Line($"int few = m.FewSteps({SequenceStorage.FewSteps}, rows: {PartRows});");
        var sums = new List<MatrixProduct>();
        foreach (Operation operation in operations)
        {
            if (!IsSumOverSteps(operation) || (sums.Count > 0 && Block(sums[0]) != Block(operation)))
                EmitSums(writer, sums);
            if (operation.Layer != layer && operation is not Probe)
            {
                layer = operation.Layer;
                writer.Line($"// {layer}: {Kind(operation)}{Sizes(operation)}");
            }

            if (operation is MatrixProduct own && IsJoined(own, operations))
                continue;
            if (operation is Scan scan)
                EmitScan(writer, scan);
            else if (IsSumOverSteps(operation))
                sums.Add((MatrixProduct)operation);
            else
                EmitCall(writer, operation);
            EmitPadding(writer, operation);
        }

        EmitSums(writer, sums);
    }

    private void EmitCall(SourceWriter writer, Operation operation)
    {
        string calls = Call(operation);
        foreach (string call in calls.Length == 0 ? [] : calls.Split('\n'))
            writer.Line(call);
    }

    private string Call(Operation operation) => operation switch
    {
        MatrixProduct { Form: ProductForm.WeightGradient } product => WeightGradient(product),
        MatrixProduct product => RowProduct(product),
        Convolution { Form: ProductForm.WeightGradient } convolution => ConvolutionWeightGradient(convolution),
        Convolution convolution => Convolution(convolution),
        Elementwise map => Map(map),
        Reduce reduce => Reduce(reduce),
        Permute permute => Permute(permute),
        Pool pool => Pool(pool),
        Unpool unpool => Unpool(unpool),
        Interpolate i => $"Interpolation.Bilinear({Arguments([i.Operand, i.Result])}, {Map(i.Operand)}, {i.Vertically}, {i.Horizontally}, {Block(i)});",
        InterpolateAdjoint i => $"Interpolation.BilinearAdjoint({Arguments([i.Adjoint, i.Result])}, {Map(i.Result)}, {i.Vertically}, {i.Horizontally}, {Block(i)});",
        SoftmaxCrossEntropy loss => SoftmaxCrossEntropy(loss),
        Concatenate concatenation => Copies(concatenation, concatenation.Result, concatenation.Parts, toWhole: true),
        Split split => Copies(split, split.Whole, split.Parts, toWhole: false),
        HeadProduct or HeadSoftmax or HeadSoftmaxAdjoint or AdditiveScores or AdditiveScoresAdjoint or AddSteps or SumSteps => AttentionCall(operation),
        Gather gather => $"Tokens.Gather({Arguments(gather.Inputs.Append(gather.Result))}, {Table(gather.Indices, gather.Table)}, {Block(gather)});",
        ScatterAdd scatter => $"Tokens.ScatterAdd({Arguments(scatter.Inputs.Append(scatter.Result))}, {Table(scatter.Indices, scatter.Result)}, padding: {scatter.Padding ?? -1}, {Block(scatter)});",
        ElementwiseGroup group => Group(group),
        StreamCell cell => Cell(cell),
        Arrange or TakeLast or PlaceLast or PoolSteps or SpreadSteps or ReverseSteps or Delays or SumDelays or Transpose => SequenceCall(operation),
        PackPanels pack => Pack(pack),
        Probe probe => Measure(probe),
        _ => throw new NotSupportedException($"No emitter for {operation}."),
    };

    private string RowProduct(MatrixProduct product)
    {
        if (IsSingleRow && IsStreamProduct(product))
            return StreamProduct(product);
        var signature = new ProductSignature(product, kernels.Kept.Contains(product)) { SkipsZeros = RectifiedKernel.Serves(product, Element) };
        string activation = product.Epilogue is { } epilogue ? kinds[epilogue.Layer] : "";
        string gradient = product.Form == ProductForm.InputGradient ? "InputGradient" : "";
        string name = kernels.GetOrAdd(
            signature.Key,
            $"{kinds[product.Layer]}{signature.Inputs}x{signature.Outputs}{gradient}{activation}",
            (writer, unique) => new RowProductEmitter(signature, activation, Element).Emit(writer, unique));
        IEnumerable<Value> packed = new[] { product.Packed }.OfType<Value>();
        return $"Kernels.{name}({Arguments([product.Left, product.Right, .. packed])}, {Results(product)}, {Block(product)});";
    }

    /// <summary>Where a product goes, and what its epilogue reads.</summary>
    private string Results(Product product)
    {
        if (product.Epilogue is not { } epilogue)
            return Reference(product.Result);
        string result = Reference(epilogue.Result), sums = product.StoresResult ? Kept(product, $"Unsafe.ByteOffset({result}, {Reference(product.Result)})") : "sums: 0";
        return string.Join(", ", [result, .. kernels.Kept.Contains(product) ? [sums] : Array.Empty<string>(), .. epilogue.Operands.Where(operand => !operand.IsInBlock).Select(Reference)]);
    }

    private string Convolution(Convolution convolution)
    {
        var shape = new ConvolutionShape(convolution, kernels.Kept.Contains(convolution));
        string activation = convolution.Epilogue is { } epilogue ? kinds[epilogue.Layer] : "";
        string gradient = convolution.Form == ProductForm.InputGradient ? "InputGradient" : "";
        string name = kernels.GetOrAdd(
            shape.Key, $"{kinds[convolution.Layer]}_{shape.Name}{gradient}{activation}", (writer, unique) => ConvolutionKernel.For(shape, activation, Element).Emit(writer, unique));
        IEnumerable<Value> bias = new[] { convolution.Bias }.OfType<Value>();
        return $"Kernels.{name}({Arguments([convolution.Left, convolution.Right, .. bias])}, {Results(convolution)}, {Block(convolution)});";
    }

    private string WeightGradientName(Convolution convolution)
    {
        var shape = new ConvolutionShape(convolution);
        return kernels.GetOrAdd(
            shape.Key, $"{kinds[convolution.Layer]}_{shape.Name}WeightGradient", (writer, unique) => ConvolutionKernel.For(shape, activation: "", Element).Emit(writer, unique));
    }

    private string ConvolutionWeightGradient(Convolution convolution)
    {
        string name = WeightGradientName(convolution);
        return $"Kernels.{name}({Arguments(new[] { convolution.Left, convolution.Right, convolution.Result, convolution.ColumnSums }.OfType<Value>())}, {Block(convolution)});";
    }

    private string WeightGradientName(MatrixProduct product)
    {
        bool isNarrow = NarrowWeightGradientEmitter.Serves(product);
        var signature = new ProductSignature(product) { SkipsZeros = !isNarrow && RectifiedKernel.Serves(product, Element) };
        return kernels.GetOrAdd(
            $"{signature.Key} {isNarrow}",
            $"{kinds[product.Layer]}{signature.Inputs}x{signature.Outputs}WeightGradient",
            isNarrow ? new NarrowWeightGradientEmitter(signature, Element).Emit : new WeightGradientEmitter(signature, Element).Emit);
    }

    private string WeightGradient(MatrixProduct product)
    {
        string name = WeightGradientName(product);
        return $"Kernels.{name}({Arguments(new[] { product.Left, product.Right, product.Result, product.ColumnSums }.OfType<Value>())}, {Block(product)});";
    }

    private string Map(Elementwise map)
    {
        var emitter = new ElementwiseEmitter(map, Element);
        string gradient = map.Phase == Phase.Backward ? "Gradient" : "";
        string what = map.Result.PerExample ? "" : Statistic(map.Result.Name, map.Phase);
        string name = kernels.GetOrAdd(emitter.Key, $"{Kind(map)}{map.Result.Length}{what}{gradient}", emitter.Emit);
        return $"Kernels.{name}({Arguments([.. map.Operands, map.Result])}, {Block(map)});";
    }

    /// <summary>The name of a value that is the same for all examples; its gradient's name has a d in front.</summary>
    private static string Statistic(string name, Phase phase)
    {
        string of = phase == Phase.Backward && name.StartsWith("d", StringComparison.Ordinal) ? name.Substring(1) : name;
        return of.Length == 0 ? "" : char.ToUpperInvariant(of[0]) + of.Substring(1);
    }

    private string Reduce(Reduce reduce)
    {
        var emitter = new ReduceEmitter(reduce, Element);
        bool isLoss = reduce.Phase == Phase.Loss;
        string what = isLoss ? "" : reduce.Phase != Phase.Backward ? reduce.Kind.ToString() : reduce.Axis == Axis.Features ? "GradientSum" : "ParameterGradient";
        string name = kernels.GetOrAdd(emitter.Key, $"{Kind(reduce)}{reduce.Length}{what}", emitter.Emit);
        return isLoss
            ? LossCall(name, reduce.Operands, place: "", reduce)
            : $"Kernels.{name}({Arguments([.. reduce.Operands, reduce.Result])}, {Block(reduce)});";
    }

    private string Permute(Permute permute)
    {
        Value value = permute.Operand;
        (int rows, int columns) = value.Layout == Layout.ChannelsFirst ? (value.Channels, value.Positions) : (value.Positions, value.Channels);
        return $"Panels.Transpose({Reference(value)}, {Block(permute)}.Rows, {rows}, {columns}, {Reference(permute.Result)});";
    }

    private string Pool(Pool pool)
    {
        var emitter = new PoolEmitter(pool, Element);
        string name = kernels.GetOrAdd(emitter.Key, $"{Kind(pool)}{PoolSize(pool.Window, pool.Result)}{(pool.Phase == Phase.Backward ? "Gradient" : "")}", emitter.Emit);
        return $"Kernels.{name}({Arguments([pool.Operand, pool.Result])}, {Block(pool)});";
    }

    private string Unpool(Unpool unpool)
    {
        var emitter = new UnpoolEmitter(unpool, Element);
        string name = kernels.GetOrAdd(emitter.Key, $"{Kind(unpool)}{PoolSize(unpool.Window, unpool.Adjoint)}{(unpool.Phase == Phase.Backward ? "Gradient" : "")}", emitter.Emit);
        return $"Kernels.{name}({Arguments([.. unpool.Inputs, unpool.Result])}, {Block(unpool)});";
    }

    /// <summary>The height, width and channels of a map; a line is a map of height 1.</summary>
    private static string Map(Value map) => $"{(map.Dimensions.Length == 2 ? 1 : map.Dimensions[1])}, {map.Dimensions[map.Dimensions.Length - 1]}, {map.Channels}";

    private static string PoolSize(Window window, Value pooled) => $"{window.Height.Input}x{window.Width.Input}x{pooled.Length / window.Positions}";

    private string SoftmaxCrossEntropy(SoftmaxCrossEntropy loss)
    {
        var emitter = new SoftmaxCrossEntropyEmitter(loss, Element);
        string name = kernels.GetOrAdd(emitter.Key, $"SoftmaxCrossEntropy{loss.Logits.Length}", emitter.Emit);
        // Outside training the gradient has no place: its rows all go to one row of scratch memory.
        bool hasPlace = loss.Gradient is { } gradient && plan.Contains(gradient);
        string place = hasPlace ? Reference(loss.Gradient!) : "ref m.Panel";
        return LossCall(name, [loss.Logits, loss.Target], $"{place}, {(hasPlace ? loss.Logits.Length : 0)}", loss);
    }

    /// <summary>One copy for each part, at its place among the others; channels last there is a row for every position.</summary>
    private string Copies(Operation operation, Value whole, IEnumerable<Value> parts, bool toWhole)
    {
        bool byPosition = whole.Layout == Layout.ChannelsLast;
        string rows = byPosition ? $"{Block(operation)}.Rows * {whole.Positions}" : $"{Block(operation)}.Rows";
        int length = byPosition ? whole.Channels : whole.Length, offset = 0;
        var copies = new List<string>();
        foreach (Value part in parts)
        {
            int columns = byPosition ? part.Channels : part.Length;
            if (sequences.IsPart(part))
            {
                offset += columns;
                continue;
            }

            (string inWhole, string alone) = ($"{At(whole, offset)}, {length}", $"{Reference(part)}, {columns}");
            copies.Add($"Rows.Copy({(toWhole ? alone : inWhole)}, {(toWhole ? inWhole : alone)}, {columns}, {rows});");
            offset += columns;
        }

        return string.Join("\n", copies);
    }

    /// <summary>The indices of a row, and the sizes of the table that they are in.</summary>
    private static string Table(Value indices, Value table) => $"{indices.Length}, vocabulary: {table.Dimensions[0]}, length: {table.Dimensions[1]}";

    private string At(Value value, int offset) => offset == 0 ? Reference(value) : $"ref Unsafe.Add({Reference(value)}, {offset})";

    private static string Sizes(Operation operation) => operation switch
    {
        MatrixProduct product when new ProductSignature(product) is var signature => $" {signature.Inputs} → {signature.Outputs}",
        StreamCell cell => $" {(cell.Products[0].Joined ?? cell.Products[0]).Left.Length} → {cell.Gates.Functions[0].Result.Length}",
        Convolution convolution => $" {convolution.InputChannels} → {convolution.OutputChannels}",
        _ => "",
    };

    private string Kind(Operation operation) => kinds.TryGetValue(operation.Layer, out string? kind) ? kind : operation.Layer;

    private string Arguments(IEnumerable<Value> values) =>
        string.Join(", ", values.Where(value => !value.IsInBlock).Select(Reference));

    public string Reference(Value value) =>
        value.Draw is { } draw ? $"m.Mask(0x{draw.Stream:X16}, {Number(draw.Probability)}, {value.Length})"
        : value.Kind == ValueKind.Sinusoids ? Sinusoids(value)
        : places.TryGetValue(value, out string? place) ? $"ref {place}"
        : statistics.Contains(value) ? $"ref m.S({statistics.RowLength - statistics[value]})"
        : _scan is null || value.OfDecoder != _scan.OfDecoder ? sequences.Whole(value)
        : sequences.Current(value);
}
