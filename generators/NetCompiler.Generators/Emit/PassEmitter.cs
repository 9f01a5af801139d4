using System.Collections.Immutable;
using NetCompiler.Generators.Emit.Convolutions;
using NetCompiler.Generators.Emit.Products;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Sizes that the network class needs to set up its row blocks.</summary>
/// <param name="Inference">The pass of inference.</param>
/// <param name="Frozen">The pass of inference with frozen parameters.</param>
/// <param name="TrainingRows">Rows per block of training.</param>
/// <param name="TrainingRowLength">Elements per row of the training arena.</param>
/// <param name="FrontLength">Elements of the panel and the statistics in front of the activations.</param>
/// <param name="PanelRowLength">Further elements of the panel for every row of a training block.</param>
internal sealed record StepLayout(InferenceLayout Inference, InferenceLayout Frozen, int TrainingRows, int TrainingRowLength, int FrontLength, int PanelRowLength)
{
    /// <summary>The state of streams; null for a network that has none.</summary>
    public StreamLayout? Stream { get; init; }

    /// <summary>The same with frozen parameters.</summary>
    public StreamLayout? FrozenStream { get; init; }

    /// <summary>Elements in front of the activations of a training step, as an expression.</summary>
    public string Front => ClassEmitter.Front(FrontLength, PanelRowLength);

    /// <summary>The passes that write a sequence; null for a network without a decoder.</summary>
    public DecoderLayout? Decoder { get; init; }

    /// <summary>The same with frozen parameters.</summary>
    public DecoderLayout? FrozenDecoder { get; init; }

    /// <summary>The pass that measures; null for a network without a loss.</summary>
    public MeasureLayout? Measure { get; init; }

    /// <summary>Stands for a block of all rows of the batch.</summary>
    public const int AllRows = int.MaxValue & ~15;

    /// <summary>Whether a training step takes the whole batch at once, because its rows depend on each other.</summary>
    public bool TrainsOnWholeBatch => TrainingRows == AllRows;
}

/// <summary>Emits the passes: inference, and with a loss forward, backward and the loss of given outputs.</summary>
internal static class PassEmitter
{
    public static StepLayout Emit(SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds)
    {
        int size = kernels.Element.Size;
        bool trains = model.Graph.Loss is not null;
        ComputeGraph[] steps = trains ? [PassPipeline.ForTraining(model.Graph), MeasureEmitter.Graph(model)] : [];
        kernels.Kept = new KeptSums(steps);
        var emitter = new InferenceEmitter(writer, model, kernels, kinds);
        InferenceLayout inference = emitter.Emit(), frozen = emitter.EmitFrozen(inference);
        StreamLayout? stream = StreamEmitter.EmitPass(writer, model, kernels, kinds);
        var layout = new StepLayout(inference, frozen, 0, 0, inference.FrontLength, 0) { Stream = stream, FrozenStream = StreamEmitter.EmitFrozen(writer, model, kernels, kinds, stream) };
        if (model.Decoder is not null)
        {
            var writing = new DecoderEmitter(writer, model, kernels, kinds);
            DecoderLayout decoder = writing.Emit();
            layout = layout with { Decoder = decoder, FrozenDecoder = writing.EmitFrozen(decoder) };
        }

        if (!trains)
            return layout;

        var step = new PlacedStep(model, steps[0], kernels, kinds);
        // A step of a sequence is worth its loop only with many rows.
        bool isWhole = step.Graph.CouplesRows || model.Declaration.IsSequence;
        int trainingRows = isWhole ? StepLayout.AllRows : RowBlocks.ForTraining((long)step.Plan.RowLength * size, (long)model.ParameterVectorLength * size);
        EmitTraining(writer, step, kernels.Element);
        EmitLoss(writer, model, kernels, kinds, step.Places);
        MeasureLayout measure = MeasureEmitter.EmitPass(writer, new PlacedStep(model, steps[1], kernels, kinds), kernels.Element);
        FiniteCheckEmitter.EmitSearch(writer, step.Graph, measure, kernels.Element);
        return layout with
        {
            TrainingRows = trainingRows,
            TrainingRowLength = step.Plan.RowLength,
            FrontLength = Math.Max(inference.FrontLength, step.FrontLength),
            PanelRowLength = step.PanelRowLength,
            Measure = measure,
        };
    }

    private static void EmitTraining(SourceWriter writer, PlacedStep step, ElementType element)
    {
        StepEmitter steps = step.Emitter;
        ILookup<Phase, Operation> byPhase = step.Graph.Operations.ToLookup(operation => operation.Phase == Phase.Loss ? Phase.Backward : operation.Phase);
        writer.Line();
        writer.Line("/// <summary>Computes activations and keeps those that the backward pass reads.</summary>");
        Method(writer, step.Graph, "void", "Forward", element, () => steps.Emit(writer, byPhase[Phase.Forward]));
        writer.Line();
        writer.Line("/// <summary>Computes the sum of the losses of the rows and the gradient of every parameter, from the last layer to the first.</summary>");
        Method(writer, step.Graph, "double", "Backward", element, () =>
        {
            steps.Emit(writer, byPhase[Phase.Backward]);
            writer.Line("return loss;");
        });
        if (!step.Graph.StateUpdates.IsEmpty)
            FiniteCheckEmitter.EmitUpdate(writer, "Update", step, element);
    }

    /// <summary>The loss of outputs that the caller has: they come as the block's input.</summary>
    private static void EmitLoss(
        SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds, Dictionary<Value, string> places)
    {
        ImmutableArray<Operation> loss = model.Graph.Operations.RemoveAll(operation => operation.Phase != Phase.Loss || operation is Arrange);
        var graph = model.Graph with { Operations = loss };
        var outputPlaces = new Dictionary<Value, string>(places) { [model.Graph.Output] = "m.Input" };
        // The caller's outputs and targets lie alike, and in which order they are added up makes no difference.
        foreach (Arrange arranged in model.Graph.Operations.OfType<Arrange>().Where(operation => operation.Phase == Phase.Loss))
            outputPlaces[arranged.Result] = "m.Target";
        BufferPlan plan = BufferPlan.Create(graph, [.. loss.SelectMany(operation => operation.Outputs)]);
        writer.Line();
        writer.Line("/// <summary>Computes the sum of the losses of given outputs, which take the place of the input.</summary>");
        Method(writer, graph, "double", "Loss", kernels.Element, () =>
        {
            new StepEmitter(kernels, plan, BufferPlan.ForStatistics(graph, 1, [model.Graph.Loss!]), Sequences(graph, plan), outputPlaces, kinds) { IsByExample = true }.Emit(writer, loss);
            writer.Line("return loss;");
        });
    }

    private static SequencePlaces Sequences(ComputeGraph graph, BufferPlan plan) => new(plan, new SequenceStorage(graph));

    /// <summary>Writes a pass around its calls.</summary>
    public static void Method(SourceWriter writer, ComputeGraph graph, string result, string name, ElementType element, Action body)
    {
        using (writer.Block($"public static {result} {name}({Blocks(graph, element)})"))
            body();
    }

    /// <summary>The row blocks of a pass: that of the input and, with a decoder, that of what it writes.</summary>
    public static string Blocks(ComputeGraph graph, ElementType element) =>
        $"in RowBlock<{element.Name}> m{(graph.DecoderInput is null ? "" : $", in RowBlock<{element.Name}> d")}";

    /// <summary>The same where a pass calls another one.</summary>
    public static string Arguments(ComputeGraph graph) => graph.DecoderInput is null ? "m" : "m, d";

    /// <summary>The longest panel: two of the widest vectors for every term of a sum over a fixed number of terms, the transpose of a narrow weight gradient,
    /// the blocks of a product that leaves out terms, or what convolutions need.</summary>
    public static int PanelLength(ComputeGraph graph, ElementType element)
    {
        int widest = 2 * VectorWidth.Widest / element.Size;
        MatrixProduct[] products = [.. graph.AllOperations.OfType<MatrixProduct>()];
        int depth = products.Where(product => product.Form != ProductForm.WeightGradient).Select(product => product.Left.Length).DefaultIfEmpty(1).Max();
        int transposed = products.Select(NarrowWeightGradientEmitter.ScratchLength).DefaultIfEmpty(0).Max();
        int rectified = products.Select(product => RectifiedKernel.PanelLength(product, element)).DefaultIfEmpty(0).Max();
        int maps = graph.Operations.OfType<Convolution>().Select(convolution => ConvolutionKernel.For(new ConvolutionShape(convolution), activation: "", element).PanelLength).DefaultIfEmpty(0).Max();
        int heads = graph.AllOperations.OfType<HeadProduct>().Select(product => HeadPanel(product, widest)).DefaultIfEmpty(0).Max();
        return Math.Max(Math.Max(depth, graph.Output.Length) * widest, (new[] { maps, transposed, heads, rectified }.Max() + widest - 1) / widest * widest);
    }

    /// <summary>The right factor of one head, its rows filled up to whole vectors.</summary>
    private static int HeadPanel(HeadProduct product, int widest)
    {
        (int terms, int columns) = product.Form == HeadForm.Scores ? (product.HeadLength, product.Right.Steps) : (product.Right.Steps, product.HeadLength);
        return terms * ((columns + widest - 1) / widest * widest);
    }

    /// <summary>Further elements of the panel for every row of a block: weight gradients run over the rows.</summary>
    public static int PanelRowLength(ComputeGraph graph, int size) => graph.AllOperations.OfType<MatrixProduct>()
        .Where(product => product.Form == ProductForm.WeightGradient)
        .Select(product => WeightGradientEmitter.ScratchColumns(product.Right.Length, size)).DefaultIfEmpty(0).Max();
}
