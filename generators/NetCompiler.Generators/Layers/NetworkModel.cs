using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers.Losses;
using NetCompiler.Generators.Layers.Sequences;

namespace NetCompiler.Generators.Layers;

/// <summary>A problem of the network as a whole, found once its shapes are known.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Message">What is wrong and what to write.</param>
/// <param name="Layer">The layer or loss of the declaration where it shows; null for the network.</param>
/// <param name="Argument">The argument there, or null.</param>
internal sealed record ModelProblem(string Id, string Message, LayerDeclaration? Layer = null, string? Argument = null)
{
    /// <summary>An argument that would settle it, or null.</summary>
    public Suggestion? Suggestion { get; init; }
}

/// <summary>An argument to write.</summary>
/// <param name="Layer">The layer to write it on, which may be inside a block.</param>
/// <param name="Argument">A property of its attribute.</param>
/// <param name="Value">The value in C#, with whole names.</param>
internal sealed record Suggestion(LayerDeclaration Layer, string Argument, string Value);

/// <summary>A declaration with blocks expanded, shapes inferred, parameters laid out, and the graphs of its forward pass.</summary>
/// <param name="Declaration">What was declared.</param>
/// <param name="Layers">The layers from input to output; those inside a composite layer are found there.</param>
/// <param name="Loss">The loss, or null.</param>
/// <param name="Parameters">All parameters in the order of the flat vector.</param>
/// <param name="ParameterVectorLength">Elements of the flat vector.</param>
/// <param name="Graph">The forward pass of a training step, and the loss.</param>
/// <param name="Inference">The forward pass of inference.</param>
internal sealed record NetworkModel(
    NetworkDeclaration Declaration,
    ImmutableArray<PlacedLayer> Layers,
    Loss? Loss,
    IReadOnlyList<ParameterSpec> Parameters,
    int ParameterVectorLength,
    ComputeGraph Graph,
    ComputeGraph Inference)
{
    /// <summary>The fewest examples that a training step can work with, and the layer that needs them.</summary>
    public (int Batch, string Layer) LeastBatch { get; init; } = (1, "");

    /// <summary>What recurrent layers hand from step to step, as callers see it.</summary>
    public ImmutableArray<StateSpec> States { get; init; } = [];

    /// <summary>The layer that writes a sequence of its own, or null.</summary>
    public DecoderLayer? Decoder => Layers.Select(layer => layer.Layer).OfType<DecoderLayer>().FirstOrDefault();

    /// <summary>Elements of the state of one example.</summary>
    public int StateLength => States.Sum(state => state.Length);

    /// <summary>The most layers that are compiled: every layer becomes a call, and a method cannot have any number of them.</summary>
    private const int MostLayers = 10_000;

    /// <summary>Tensors start at multiples of this many bytes, a cache line.</summary>
    private const int Alignment = 64;

    public int TargetLength => Graph.Target?.ExampleLength ?? 0;

    /// <summary>What the output of the network depends on.</summary>
    private HashSet<Value> Read { get; init; } = [];

    /// <summary>The value whose gradient is the error signal of a layer: its output or, where a decoder begins with a state and nobody reads the output itself, that state.</summary>
    public Value Signal(PlacedLayer layer) => layer.HandedOver is { } state && Read.Contains(state) && !Read.Contains(layer.Output) ? state : layer.Output;

    /// <summary>All layers, each followed by those inside it.</summary>
    public IEnumerable<PlacedLayer> AllLayers => Layers.SelectMany(layer => layer.WithInner);

    /// <summary>Builds the model of a declaration without errors.</summary>
    public static NetworkModel Create(NetworkDeclaration declaration)
    {
        ParameterTable parameters = NewParameters(declaration);
        ImmutableArray<ExpandedLayer> layers = BlockExpansion.Expand(declaration.Layers);
        (NetworkLowering training, ImmutableArray<PlacedLayer> placed, Value input, Value output) = Lower(declaration, layers, parameters, isTraining: true);
        (Loss? loss, Value? target, Value? sum) = LowerLoss(declaration, training.Builder, output);
        (NetworkLowering inference, _, Value inferenceInput, Value inferenceOutput) = Lower(declaration, layers, parameters, isTraining: false);
        return new NetworkModel(
            declaration, placed, loss, parameters.All, (int)parameters.VectorLength,
            NewGraph(training, input, output, target, sum), NewGraph(inference, inferenceInput, inferenceOutput, target: null, loss: null))
        {
            LeastBatch = training.LeastBatch,
            States = [.. training.States],
            Read = ReadValues.Of(training.Builder.Operations, output),
        };
    }

    /// <summary>Checks what depends on the expanded list and the inferred shapes.</summary>
    /// <returns>The first problem, or null.</returns>
    public static ModelProblem? Check(NetworkDeclaration declaration) =>
        CheckDepth(declaration) ?? FloatRange.Check(declaration) ?? CheckShapes(declaration);

    /// <summary>Counts the layers without expanding them, because a count of copies may be any number.</summary>
    private static ModelProblem? CheckDepth(NetworkDeclaration declaration)
    {
        long count = 0;
        foreach (LayerDeclaration layer in declaration.Layers)
        {
            count += layer.LayerCount;
            if (count > MostLayers)
            {
                string atLeast = layer.LayerCount == int.MaxValue ? "at least " : "";
                return new ModelProblem(
                    DiagnosticId.TooLarge, $"{layer.Kind} takes the network to {atLeast}{count} layers, but at most {MostLayers} are compiled; repeat its blocks less often", layer, "count");
            }
        }

        return null;
    }

    /// <summary>Lowers layer by layer, so that a problem is shown at the attribute that brings it in.</summary>
    private static ModelProblem? CheckShapes(NetworkDeclaration declaration)
    {
        double length = declaration.InputShape.Aggregate(1.0, static (product, size) => product * size);
        if (length > int.MaxValue)
            return new ModelProblem(DiagnosticId.TooLarge, FormattableString.Invariant($"The input has {length:0} elements, but at most {int.MaxValue} fit; make it smaller"));
        var lowering = new NetworkLowering(NewParameters(declaration), isTraining: true, declaration.Decoder is not null, declaration.IsDouble);
        var expansion = new BlockExpansion();
        Value current = lowering.Read(Input(declaration));
        List<(LayerDeclaration Declaration, PlacedLayer Layer)> all = [];
        foreach (LayerDeclaration layer in declaration.Layers)
        {
            (ImmutableArray<PlacedLayer> placed, current) = lowering.Lower(expansion.Next(layer), current, static () => null);
            if (lowering.Problem is { } problem)
                return problem with { Layer = layer, Argument = ReferenceEquals(problem.Layer, layer) ? problem.Argument : null };
            all.AddRange(placed.SelectMany(inner => inner.WithInner).Select(inner => (layer, inner)));
        }

        if (CheckRead(all, ReadValues.Of(lowering.Builder.Operations, current)) is { } unread)
            return unread;
        if (declaration.Decoder is { } decoder && CheckDecoder(declaration, decoder, lowering.Builder.Operations, lowering.DecoderInput, current) is { } mismatch)
            return mismatch;
        if (declaration.Loss is null || LayerCatalog.CreateLoss(new LayerArguments(declaration.Loss)) is not { } loss)
            return null;
        return loss.Mismatch(current.Length, FloatRange.MostIds(declaration.IsDouble)) is { } message ? new ModelProblem(DiagnosticId.LossMismatch, message, declaration.Loss) : null;
    }

    /// <summary>Checks that no layer works for nobody, as one does behind the recurrent layers of an encoder of which only the state goes on.</summary>
    private static ModelProblem? CheckRead(IEnumerable<(LayerDeclaration Declaration, PlacedLayer Layer)> layers, HashSet<Value> read) => layers
        .Where(layer => layer.Layer.HandedOver is null && !layer.Layer.Output.OfDecoder && !read.Contains(layer.Layer.Output))
        .Select(layer => new ModelProblem(
            DiagnosticId.SequenceToSequence,
            $"{layer.Layer.Kind} at {layer.Layer.Path}: nobody reads what the layer gives, because the decoder begins with the state of recurrent layers and looks at nothing else; move it in front of a recurrent layer of the encoder, leave it out, or give the decoder an Attention",
            layer.Declaration))
        .FirstOrDefault();

    /// <summary>Checks that a decoder can read what it writes.</summary>
    private static ModelProblem? CheckDecoder(NetworkDeclaration declaration, LayerDeclaration decoder, ImmutableArray<Operation> operations, Value? input, Value output)
    {
        if (!output.IsSequence)
            return new ModelProblem(DiagnosticId.SequenceToSequence, $"Behind the decoder the steps end in {Shapes.Text(output)}, but it has to write a sequence; let the layers behind it work on every step", decoder);
        if (declaration.Loss is null)
            return new ModelProblem(DiagnosticId.SequenceToSequence, "The network declares no loss, which says what the decoder reads of its own outputs; add [SoftmaxCrossEntropy] for ids, or [MeanSquaredError] for numbers", decoder);
        Loss loss = LayerCatalog.CreateLoss(new LayerArguments(declaration.Loss))!;
        int features = loss.TargetLength(output.Length);
        if (!loss.CanFeedBack)
        {
            return new ModelProblem(DiagnosticId.SequenceToSequence,
                $"{declaration.Loss.Kind}: its targets are no outputs that a decoder could read in the next step; use SoftmaxCrossEntropy with indices for ids, or MeanSquaredError for numbers", declaration.Loss);
        }

        if (operations.OfType<Gather>().FirstOrDefault(gather => gather.Indices.OfDecoder) is { } gather && CheckVocabulary(declaration, decoder, gather.Table.Dimensions[0], output.Length) is { } unknown)
            return unknown;
        if (declaration.Loss.Kind != "SoftmaxCrossEntropy" && decoder.Arguments.FirstOrDefault(argument => argument.Name is "StartToken" or "StopToken") is { } token)
            return new ModelProblem(DiagnosticId.Combination, $"Decoder: {token.Name} = {LayerArguments.Text(token.Value)} is an id, but with {declaration.Loss.Kind} the decoder writes numbers; remove it", decoder, token.Name);
        return input is null || input.Length == features ? null : new ModelProblem(
            DiagnosticId.SequenceToSequence, $"Decoder: a step reads Features = {input.Length} {(input.Length == 1 ? "number" : "numbers")}, but a target of {declaration.Loss.Kind} has {features}; write Features = {features}", decoder, "Features");
    }

    /// <summary>Checks that a decoder that reads ids knows all that it may write, and the one that it begins with.</summary>
    private static ModelProblem? CheckVocabulary(NetworkDeclaration declaration, LayerDeclaration decoder, int vocabulary, int outputs)
    {
        var arguments = new LayerArguments(decoder);
        if (declaration.Loss!.Kind != "SoftmaxCrossEntropy")
            return new ModelProblem(DiagnosticId.SequenceToSequence, $"The decoder reads ids, but {declaration.Loss.Kind} has numbers as targets; use SoftmaxCrossEntropy, or leave out its Embedding", declaration.Loss);
        if (outputs > vocabulary)
            return new ModelProblem(DiagnosticId.SequenceToSequence, $"Decoder: it writes {outputs} ids, but its Embedding has vectors for {vocabulary} only; write Embedding({outputs}, …)", decoder);
        foreach (string name in new[] { "StartToken", "StopToken" })
        {
            int most = name == "StopToken" ? outputs : vocabulary;
            if (arguments.Number(name, 0) >= most)
                return new ModelProblem(DiagnosticId.OutOfRange, $"Decoder: {name} is {LayerArguments.Text(arguments.Number(name, 0))}, but ids go from 0 to {most - 1}", decoder, name);
        }

        return null;
    }

    private static ParameterTable NewParameters(NetworkDeclaration declaration) =>
        new(Alignment / (declaration.IsDouble ? sizeof(double) : sizeof(float)));

    private static Value Input(NetworkDeclaration declaration) => declaration.IsSequence
        ? Value.Sequence(ValueKind.Input, "x", perExample: true, declaration.InputShape[0], declaration.InputShape[1])
        : new(ValueKind.Input, "x", perExample: true, [.. declaration.InputShape]);

    private static (NetworkLowering Lowering, ImmutableArray<PlacedLayer> Layers, Value Input, Value Output) Lower(
        NetworkDeclaration declaration, ImmutableArray<ExpandedLayer> layers, ParameterTable parameters, bool isTraining)
    {
        var lowering = new NetworkLowering(parameters, isTraining, declaration.Decoder is not null, declaration.IsDouble);
        Value input = Input(declaration);
        (ImmutableArray<PlacedLayer> placed, Value output) = lowering.Lower(layers, lowering.Read(input), static () => null);
        output = lowering.Builder.ToChannelsFirst(output);
        // The loss is computed in the order of the network; for what users get, it is theirs.
        if (output.IsSequence && !isTraining)
            output = lowering.Builder.ByExample(output);
        // An output must not be the caller's input itself, which a list of Identity layers would make it.
        if (output.Kind == ValueKind.Input)
            output = lowering.Builder.Map("y", Expressions.Argument(0), preservesSign: true, output);
        return (lowering, placed, input, output);
    }

    private static ComputeGraph NewGraph(NetworkLowering lowering, Value input, Value output, Value? target, Value? loss) =>
        new(lowering.Builder.Operations, input, output, target, loss, ImmutableDictionary<Value, Value>.Empty)
        {
            StateUpdates = lowering.StateUpdates.ToImmutableDictionary(),
            DecoderInput = lowering.CallersDecoderInput,
        };

    private static (Loss? Loss, Value? Target, Value? Sum) LowerLoss(NetworkDeclaration declaration, GraphBuilder builder, Value output)
    {
        if (declaration.Loss is null)
            return (null, null, null);
        Loss loss = LayerCatalog.CreateLoss(new LayerArguments(declaration.Loss))!;
        int length = loss.TargetLength(output.Length);
        Value target = output.IsSequence
            ? Value.Beside(output, ValueKind.Target, "t", perExample: true, length)
            : new Value(ValueKind.Target, "t", perExample: true, length);
        (builder.Layer, builder.Phase) = ("loss", Phase.Loss);
        return (loss, target, loss.Lower(builder, output, target.IsSequence ? builder.ByStep(target) : target));
    }
}
