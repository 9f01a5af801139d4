using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>One layer in its place: what it was lowered from and to.</summary>
internal sealed record PlacedLayer(string Path, LayerDeclaration Declaration, Layer Layer, Value Input, Value Output, ImmutableArray<ParameterSpec> Parameters)
{
    /// <summary>The layer's name as declared.</summary>
    public string Kind => Declaration.Kind;

    /// <summary>The layers inside a composite layer.</summary>
    public ImmutableArray<ImmutableArray<PlacedLayer>> Branches { get; init; } = [];

    /// <summary>The gates of a recurrent layer, by name.</summary>
    public ImmutableArray<(string Name, Value Value)> Gates { get; init; } = [];

    /// <summary>What the layer, or the last recurrent layer inside it, hands over to a decoder in place of its output; null when it does not.</summary>
    public Value? HandedOver { get; init; }

    /// <summary>The layer and all layers inside it.</summary>
    public IEnumerable<PlacedLayer> WithInner => [this, .. Branches.SelectMany(branch => branch).SelectMany(layer => layer.WithInner)];
}

/// <summary>A value that a layer hands from step to step.</summary>
/// <param name="Name">Its path, such as <c>layers.0.h</c>.</param>
/// <param name="Offset">Where it begins in the state of an example.</param>
/// <param name="Length">Its elements.</param>
internal sealed record StateSpec(string Name, int Offset, int Length);

/// <summary>Lowers lists of layers to a graph, for training or for inference.</summary>
internal sealed class NetworkLowering
{
    /// <summary>Begins a lowering.</summary>
    /// <param name="parameters">The parameters, which the lowerings of a network share.</param>
    /// <param name="isTraining">Whether it is for a training step.</param>
    /// <param name="hasDecoder">Whether the network writes a sequence of its own.</param>
    /// <param name="isDouble">Whether its numbers are double.</param>
    public NetworkLowering(ParameterTable parameters, bool isTraining, bool hasDecoder, bool isDouble)
    {
        (Parameters, IsTraining, HasDecoder, IsDouble) = (parameters, isTraining, hasDecoder, isDouble);
        Handover = new Handover(Builder);
    }

    public GraphBuilder Builder { get; } = new();

    public ParameterTable Parameters { get; }

    public bool IsTraining { get; }

    /// <summary>Whether the network has a decoder.</summary>
    public bool HasDecoder { get; }

    /// <summary>Whether the numbers of the network are double, and not float.</summary>
    public bool IsDouble { get; }

    /// <summary>What goes from the encoder to the decoder.</summary>
    public Handover Handover { get; }

    /// <summary>What the decoder reads, as its first layer sees it; null until it is known.</summary>
    public Value? DecoderInput { get; private set; }

    /// <summary>The same in the caller's memory.</summary>
    public Value? CallersDecoderInput { get; private set; }

    /// <summary>What the decoder may look at; null until it has begun.</summary>
    public Value? Memory { get; private set; }

    /// <summary>What the caller passes, as the first layer reads it; null until it is known.</summary>
    public Value? Input { get; private set; }

    /// <summary>Values that the recurrent layer that reads them computes in each of its steps, with the layer that they are the output of.</summary>
    public Dictionary<Value, (string Path, Action<Value> Compute)> InEachStep { get; } = [];

    /// <summary>New values of parameters that are kept up to date.</summary>
    public Dictionary<Value, Value> StateUpdates { get; } = [];

    /// <summary>Whether the steps go from the last to the first in what is lowered now.</summary>
    public bool IsReversed { get; set; }

    /// <summary>What recurrent layers hand from step to step: the state that callers may begin a sequence with.</summary>
    public List<StateSpec> States { get; } = [];

    /// <summary>The latest layer so far that made one vector of all steps of a sequence; null when there is none.</summary>
    public EndOfSteps? EndOfSteps { get; private set; }

    /// <summary>The fewest examples that a training step can work with, and the layer that needs them.</summary>
    public (int Batch, string Layer) LeastBatch { get; set; } = (1, "");

    /// <summary>The first problem; lowering stops at it, and what was lowered is of no use.</summary>
    public ModelProblem? Problem { get; private set; }

    /// <summary>What the first layer reads: a sequence lies step by step in the network.</summary>
    public Value Read(Value input)
    {
        Input = input.IsSequence ? Builder.ByStep(input) : input;
        return Input;
    }

    /// <summary>Begins the decoder.</summary>
    /// <param name="memory">What it may look at.</param>
    /// <param name="steps">The most steps of what it writes.</param>
    /// <param name="features">Elements of what each step reads.</param>
    /// <returns>What its first layer reads.</returns>
    public Value BeginDecoder(Value memory, int steps, int features)
    {
        Memory = memory;
        CallersDecoderInput = Value.OfDecoderSteps(steps, features);
        DecoderInput = Builder.ByStep(CallersDecoderInput);
        return DecoderInput;
    }

    /// <summary>Lowers a list.</summary>
    /// <param name="layers">The layers, in order.</param>
    /// <param name="input">Their input.</param>
    /// <param name="after">The initialiser that is asked for behind the list.</param>
    /// <returns>The layers with their inputs and outputs, and the output of the last.</returns>
    public (ImmutableArray<PlacedLayer> Layers, Value Output) Lower(ImmutableArray<ExpandedLayer> layers, Value input, Func<Initialization?> after)
    {
        var placed = ImmutableArray.CreateBuilder<PlacedLayer>(layers.Length);
        Value current = input;
        for (int i = 0; i < layers.Length && Problem is null; i++)
        {
            ExpandedLayer layer = layers[i];
            int position = i;
            Layer? next = i + 1 < layers.Length ? layers[i + 1].Layer : null;
            var context = new LoweringContext(this, layer, next, () => Choice(layers.Skip(position + 1), after).Initialization);
            Builder.Layer = layer.Path;
            int handed = Handover.Count;
            Value output = layer.Layer.Lower(context, current);
            placed.Add(new(layer.Path, layer.Declaration, layer.Layer, current, output, context.Parameters)
            {
                Branches = context.Branches,
                Gates = context.Gates,
                HandedOver = Handover.Count > handed ? Handover.Latest : null,
            });
            if (current.IsSequence && !output.IsSequence && layer.Layer is not CompositeLayer)
                EndOfSteps = new EndOfSteps(layer);
            CheckSizes(layer, current, output);
            current = output;
        }

        return (placed.ToImmutable(), current);
    }

    public void Report(ModelProblem problem) => Problem ??= problem;

    /// <summary>The initialiser asked for by the next layer that has one to ask for, before the next weight.</summary>
    private static (bool IsFound, Initialization? Initialization) Choice(IEnumerable<ExpandedLayer> layers, Func<Initialization?>? after)
    {
        foreach (ExpandedLayer next in layers)
        {
            if (next.Layer.HasWeight)
                return (true, null);
            if (next.Layer.PrecedingWeight is { } choice)
                return (true, choice);
            if (next.Layer is CompositeLayer { Branches: [var first, ..] } && Choice(first, after: null) is { IsFound: true } inner)
                return inner;
        }

        return after is null ? (false, null) : (true, after());
    }

    private void CheckSizes(ExpandedLayer layer, Value input, Value output)
    {
        if (Problem is not null)
            return;
        if (Parameters.VectorLength > int.MaxValue)
        {
            Report(new ModelProblem(
                DiagnosticId.TooLarge,
                FormattableString.Invariant($"{layer.Declaration.Kind} at {layer.Path} takes the network to {Parameters.Count:0} parameters{Aligned()}, but at most {int.MaxValue} fit; make its layers smaller"),
                layer.Declaration,
                "units"));
        }
        else if (output.Shape.Aggregate(1.0, static (product, size) => product * size) is var length && length > int.MaxValue)
        {
            Report(new ModelProblem(
                DiagnosticId.TooLarge,
                FormattableString.Invariant($"{layer.Declaration.Kind} at {layer.Path} turns {input} into {length:0} elements per example, but at most {int.MaxValue} fit; make it smaller"),
                layer.Declaration));
        }
        else if (Builder.MostElements > int.MaxValue)
        {
            Report(new ModelProblem(
                DiagnosticId.TooLarge,
                FormattableString.Invariant($"{layer.Declaration.Kind} at {layer.Path} computes {Builder.MostElements:0} elements per example from {input}, but at most {int.MaxValue} fit; make it smaller"),
                layer.Declaration));
        }
        else if (States.Sum(state => (long)state.Length) is var remembered && remembered > int.MaxValue)
        {
            Report(new ModelProblem(
                DiagnosticId.TooLarge,
                FormattableString.Invariant($"{layer.Declaration.Kind} at {layer.Path} takes what a step hands on to the next to {remembered} elements per example, but at most {int.MaxValue} fit; make it smaller"),
                layer.Declaration));
        }

        // They may be few enough without the gaps between them.
        string Aligned() => Parameters.Count > int.MaxValue ? "" : FormattableString.Invariant($", {Parameters.VectorLength:0} with the gaps that align them");
    }
}
