using System.Collections.Immutable;
using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>The part that knows about time: loops over steps, and calls for whole sequences.</summary>
internal sealed partial class StepEmitter
{
    /// <summary>The row block of all steps, and that of all steps of a decoder.</summary>
    private const string EveryStep = "s", EveryDecoderStep = "ds";

    /// <summary>The row block of a single stream.</summary>
    private const string Row = "row";

    /// <summary>Rows of a part of a sum over all steps: few enough that what is read stays in the cache, also for the next sum, and enough to pay for reading and writing a gradient.</summary>
    private const int PartRows = 256;

    /// <summary>The sums over steps that are done in the scan in front of them.</summary>
    private ImmutableArray<MatrixProduct> _sumsInScans = [];

    /// <summary>The scan whose steps are being written.</summary>
    private Scan? _scan;

    /// <summary>The targets in the order of the network: what reads them in the backward pass is where the gradient of a sequence starts.</summary>
    private readonly HashSet<Value> _targets = [];

    /// <summary>Whether sequences lie in the order of the caller.</summary>
    public bool IsByExample { get; init; }

    /// <summary>The rows that an operation works on: in a scan those of one step.</summary>
    private string Block(Operation operation) => operation switch
    {
        _ when IsSingleRow => Row,
        { WorksOnSequences: true } => Side(operation),
        _ when _scan is not null || !operation.Inputs.Concat(operation.Outputs).Any(value => value.IsSequence && !sequences.Streams(value)) => Side(operation),
        { OfDecoder: true } => EveryDecoderStep,
        _ => EveryStep,
    };

    /// <summary>The row block of the input, or that of the decoder.</summary>
    private string Side(Operation operation) => IsSingleRow ? Row : operation.OfDecoder ? "d" : "m";

    /// <summary>The row block in which a value is a sequence.</summary>
    private string Side(Value value) => !IsSingleRow ? SequencePlaces.BlockOf(value) : sequences.Streams(value) ? Row : Source;

    /// <summary>The row block of the input, for steps of a decoder that look at it.</summary>
    public string Source { get; init; } = "m";

    /// <summary>Whether an operation of a decoder needs to know which steps the source has.</summary>
    public bool LooksAtSource(Operation operation) => operation is Scan scan ? scan.Body.Any(LooksAtSource)
        : operation is HeadSoftmax { LooksAtInput: true } || (operation.WorksOnSequences && operation.Inputs.Any(input => input.IsSequence && !input.OfDecoder));

    private void EmitScan(SourceWriter writer, Scan scan)
    {
        string m = Side(scan);
        if (sequences.Streams(scan.Carries[0].After))
        {
            EmitBody(writer, scan);
            return;
        }

        foreach (Carry carry in scan.Carries)
        {
            string place = sequences.Initial(carry);
            writer.Line(carry.Initial is { } initial ? $"Sequences.Copy({Reference(initial)}, {place}, {carry.After.Length}, {m});"
                : IsState(carry) && !scan.IsReverse ? $"{m}.BeginState({carry.StateOffset}, {place}, {carry.After.Length});"
                : $"Sequences.Clear({place}, {carry.After.Length}, {m});");
            if (scan.IsReverse && carry.Initial is not null)
                writer.Line($"Padding.ClearShorter({place}, {carry.After.Length}, {m});");
        }

        using (writer.Block(scan.IsReverse ? $"for (int t = {m}.Steps - 1; t >= 0; t--)" : $"for (int t = 0; t < {m}.Steps; t++)"))
        {
            // From the last step to the first, a sequence begins at its own last step; up to there all is zero.
            foreach (Carry carry in scan.Carries.Where(carry => scan.IsReverse && carry.Initial is not null))
                writer.Line($"Padding.Begin({Reference(carry.Initial!)}, {sequences.Current(carry.Before)}, {carry.After.Length}, t, {m});");
            EmitBody(writer, scan);
            foreach (Carry carry in scan.Carries.Where(_ => !scan.IsReverse))
                writer.Line($"Padding.Hold({sequences.Current(carry.Before)}, {sequences.Current(carry.After)}, {carry.After.Length}, t, {m});");
            EmitSums(writer, scan);
        }

        foreach (Carry carry in scan.Carries.Where(IsState))
            writer.Line($"{m}.{(scan.IsReverse ? "EndGradient" : "EndState")}({carry.StateOffset}, {sequences.Last(carry.After)}, {carry.After.Length});");

        static bool IsState(Carry carry) => carry.StateOffset >= 0;
    }

    /// <summary>Writes what lets the steps of a decoder begin.</summary>
    public void EmitBeginning(SourceWriter writer, IEnumerable<Operation> operations)
    {
        foreach (Carry carry in operations.OfType<Scan>().SelectMany(scan => scan.Carries))
        {
            string place = sequences.Initial(carry);
            writer.Line(carry.Initial is { } initial ? $"Sequences.Copy({Reference(initial)}, {place}, {carry.After.Length}, d);" : $"Sequences.Clear({place}, {carry.After.Length}, d);");
        }

        foreach (Delays delays in operations.OfType<Delays>())
            writer.Line($"Sequences.Clear({Reference(delays.History)}, {delays.History.Length}, d);");
    }

    private void EmitBody(SourceWriter writer, Scan scan)
    {
        _scan = scan;
        foreach (Operation operation in scan.Body)
            EmitCall(writer, operation);
        _scan = null;
    }

    /// <summary>The gradient of padding is zero; it spreads from where the gradient starts.</summary>
    private void EmitPadding(SourceWriter writer, Operation operation)
    {
        if (operation is Arrange { Phase: Phase.Loss } arranged)
            _targets.Add(arranged.Result);
        IEnumerable<Value> started = operation is SoftmaxCrossEntropy { Gradient: { } gradient } && plan.Contains(gradient) ? [gradient]
            : operation.Phase == Phase.Backward && operation.Inputs.Any(_targets.Contains) ? operation.Outputs
            : [];
        foreach (Value value in started.Where(value => value.IsSequence))
            writer.Line($"Padding.Clear({Reference(value)}, {value.Length}, {Side(value)});");
    }

    /// <summary>The sum of the losses: that of every step of sequences without the padding.</summary>
    private string LossCall(string kernel, IEnumerable<Value> operands, string place, Operation operation)
    {
        string every = Block(operation);
        if (every is not (EveryStep or EveryDecoderStep))
            return $"double loss = Kernels.{kernel}({Arguments(operands)}{(place.Length == 0 ? "" : $", {place}")}, {Block(operation)});";
        string arguments = string.Join(", ", operands.Where(value => !value.IsInBlock).Select(value => value.IsSequence ? Run(Reference(value), value.Length) : Reference(value)));
        if (operation is SoftmaxCrossEntropy { Gradient: { } gradient } && plan.Contains(gradient))
            place = $"{Run(Reference(gradient), gradient.Length)}, {gradient.Length}";
        return $"""
            double loss = 0;
            foreach (RowRun run in {Side(operation)}.{(IsByExample ? "LiveRunsByExample" : "LiveRuns")}())
                loss += Kernels.{kernel}({arguments}{(place.Length == 0 ? "" : $", {place}")}, {every}.Part(run.First, run.Count));
            """.Replace("\r", "");

        static string Run(string reference, int length) => $"ref Unsafe.Add({reference}, run.First * {length})";
    }

    private bool IsSumOverSteps(Operation operation) => operation is MatrixProduct { Form: ProductForm.WeightGradient } && Block(operation) is EveryStep or EveryDecoderStep;

    /// <summary>Writes the sums over the last few steps of a scan, which are still in the cache.</summary>
    private void EmitSums(SourceWriter writer, Scan scan)
    {
        List<MatrixProduct> sums = [.. _sumsInScans.Where(sum => scan.Outputs.Contains(sum.Right))];
        if (sums.Count == 0)
            return;
        writer.Line("// The gradients of weights of the last few steps, which are still in the cache.");
        using (writer.Block("if ((t & (few - 1)) == 0)"))
        {
            writer.Line($"RowBlock<{Element.Name}> last = {Side(scan)}.StepsFrom(t, few);");
            EmitParts(writer, sums, "last", value => scan.Outputs.Contains(value) ? sequences.Whole(value) : sequences.Current(value));
        }
    }

    /// <summary>Writes the sums that were gathered, part by part, and forgets them.</summary>
    private void EmitSums(SourceWriter writer, List<MatrixProduct> sums)
    {
        if (sums.Count > 0)
            EmitParts(writer, sums, Block(sums[0]), Reference);
        sums.Clear();
    }

    private void EmitParts(SourceWriter writer, List<MatrixProduct> sums, string block, Func<Value, string> first)
    {
        using (writer.Block($"for (int first = 0; first < {block}.Rows; first += {PartRows})"))
        {
            writer.Line($"RowBlock<{Element.Name}> part = {block}.Part(first, {PartRows});");
            foreach (MatrixProduct sum in sums)
            {
                string results = Arguments(new[] { sum.Result, sum.ColumnSums }.OfType<Value>());
                writer.Line($"Kernels.{WeightGradientName(sum)}({Rows(sum.Left)}, {Rows(sum.Right)}, {results}, part);");
            }
        }

        string Rows(Value value) => $"ref Unsafe.Add({first(value)}, first * {value.Length})";
    }

    private string Group(ElementwiseGroup group)
    {
        var emitter = new ElementwiseGroupEmitter(group, Element, sequences) { IsSingleRow = IsSingleRow };
        string gradient = group.Phase == Phase.Backward ? "Gradient" : "";
        string name = kernels.GetOrAdd(emitter.Key, $"{Kind(group)}{group.Functions[0].Result.Length}Gates{gradient}{(IsSingleRow ? "Row" : "")}", emitter.Emit);
        return $"Kernels.{name}({Arguments(emitter.Arguments)}{(IsSingleRow ? "" : $", {Block(group)}")});";
    }

    private string Cell(StreamCell cell)
    {
        var emitter = new StreamCellEmitter(cell, Element, sequences);
        string name = kernels.GetOrAdd(emitter.Key, $"{Kind(cell)}{cell.Gates.Functions[0].Result.Length}Cell", emitter.Emit);
        return $"Kernels.{name}({Arguments(emitter.Arguments)});";
    }

    /// <summary>Whether the steps are those of a single stream.</summary>
    public bool IsSingleRow => FrontLength is not null;

    /// <summary>For a single stream, the elements in front of its activations; null for row blocks.</summary>
    public int? FrontLength { get; init; }

    /// <summary>Whether a kernel for a single stream needs a row block.</summary>
    private bool NeedsBlock(Operation operation) => operation switch
    {
        Scan scan => scan.Body.Any(NeedsBlock),
        MatrixProduct product => !IsStreamProduct(product),
        Concatenate concatenation => !concatenation.Parts.All(sequences.IsPart),
        Split split => !split.Parts.All(sequences.IsPart),
        ElementwiseGroup or StreamCell => false,
        _ => true,
    };

    /// <summary>Whether a product of a single row has a kernel of its own: one that need not keep its sums behind an epilogue.</summary>
    private static bool IsStreamProduct(MatrixProduct product) =>
        product.Form == ProductForm.Forward && !(product is { Epilogue: not null, StoresResult: true }) && product.Epilogue?.Operands.Any(operand => operand.Kind == ValueKind.Mask) != true;

    private bool IsJoined(MatrixProduct product, IEnumerable<Operation> operations) =>
        IsSingleRow && operations.SelectMany(operation => operation is Scan scan ? scan.Body : [operation]).OfType<MatrixProduct>().Any(other => ReferenceEquals(other.Joined, product));

    private string StreamProduct(MatrixProduct product)
    {
        MatrixProduct whole = product.Joined is null ? product : JoinProducts.Whole(product);
        var signature = new ProductSignature(whole);
        MatrixProduct first = product.Joined ?? product;
        int alignment = 64 / Element.Size, biasOffset = first.Bias is null ? -1 : (first.Right.Length + alignment - 1) / alignment * alignment;
        var emitter = new StreamProductEmitter(signature, product.Joined?.Left.Length ?? 0, biasOffset, Element);
        string inputs = product.Joined is null ? "" : $"{product.Joined.Left.Length}and";
        string name = kernels.GetOrAdd(emitter.Key, $"{kinds[product.Layer]}{inputs}{signature.Inputs}x{signature.Outputs}Row", emitter.Emit);
        Value[] joined = product.Joined is null ? [] : [product.Joined.Left, product.Joined.Right];
        return $"Kernels.{name}({Arguments([.. joined, product.Left, product.Right, whole.Epilogue?.Result ?? whole.Result, .. whole.Epilogue?.Operands ?? []])});";
    }

    private string Pack(PackPanels pack)
    {
        (int depth, int columns) = (pack.Result.Dimensions[0], pack.Weight.Length / pack.Result.Dimensions[0]);
        string name = kernels.GetOrAdd(
            $"Pack {depth} {columns}", $"Pack{depth}x{columns}", (writer, unique) => PackEmitter.Emit(writer, unique, depth, columns, Element));
        // Few rows are multiplied one by one, by the weight as it is.
        return $"if (m.Rows >= {RowTiling.SmallTile})\n    Kernels.{name}({Reference(pack.Weight)}, {Reference(pack.Result)});";
    }

    private string SequenceCall(Operation operation) => operation switch
    {
        Arrange { ByStep: true } a => $"Sequences.ByStep({Reference(a.Operand)}, {Reference(a.Result)}, {a.Result.Length}, {Side(operation)});",
        Arrange a => $"Sequences.ByExample({Reference(a.Operand)}, {Reference(a.Result)}, {a.Result.Length}, {Side(operation)});",
        // What a scan hands on stays as it is when a sequence ends.
        TakeLast last => sequences.IsCarried(last.Sequence)
            ? $"Sequences.Copy({sequences.Last(last.Sequence)}, {Reference(last.Result)}, {last.Result.Length}, {Side(operation)});"
            : $"Sequences.Last({sequences.Whole(last.Sequence)}, {Reference(last.Result)}, {last.Result.Length}, {Side(operation)});",
        PlaceLast place => $"Sequences.PlaceLast({Reference(place.Operand)}, {Reference(place.Result)}, {place.Result.Length}, {Side(operation)});",
        PoolSteps pool => $"StepPooling.{pool.Kind}({Reference(pool.Sequence)}, {Reference(pool.Result)}, {pool.Result.Length}, {Side(operation)});",
        SpreadSteps spread => $"StepPooling.{spread.Kind}Adjoint({string.Join(", ", spread.Inputs.Append(spread.Result).Select(Reference))}, {spread.Result.Length}, {Side(operation)});",
        ReverseSteps reverse => $"Sequences.Reverse({Reference(reverse.Operand)}, {Reference(reverse.Result)}, {reverse.Result.Length}, {Side(operation)});",
        Delays d when sequences.Streams(d.Operand) =>
            $"Delays.Next({Reference(d.History)}, {Reference(d.Operand)}, {Reference(d.Result)}, {d.Operand.Length}, kernel: {d.Kernel}, dilation: {d.Dilation}, {Side(operation)});",
        Delays d => $"Delays.Gather({Reference(d.Operand)}, {Reference(d.Result)}, {d.Operand.Length}, kernel: {d.Kernel}, dilation: {d.Dilation}, state: {d.StateOffset}, {Side(operation)});",
        SumDelays d => $"Delays.Sum({Reference(d.Operand)}, {Reference(d.Result)}, {d.Result.Length}, kernel: {d.Kernel}, dilation: {d.Dilation}, state: {d.StateOffset}, {Side(operation)});",
        Transpose transpose => $"Panels.Transpose({Reference(transpose.Operand)}, 1, {transpose.Operand.Dimensions[0]}, {transpose.Operand.Dimensions[1]}, {Reference(transpose.Result)});",
        _ => throw new NotSupportedException($"No call for {operation}."),
    };
}
