using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>What a layer may use while it lowers itself.</summary>
/// <param name="lowering">The lowering of the whole network.</param>
/// <param name="layer">The layer being lowered.</param>
/// <param name="next">The layer behind it in the same list, or null.</param>
/// <param name="following">The initialiser that the layers behind this one ask for.</param>
internal sealed class LoweringContext(NetworkLowering lowering, ExpandedLayer layer, Layer? next, Func<Initialization?> following)
{
    private readonly ImmutableArray<ParameterSpec>.Builder _parameters = ImmutableArray.CreateBuilder<ParameterSpec>();
    private readonly ImmutableArray<ImmutableArray<PlacedLayer>>.Builder _branches = ImmutableArray.CreateBuilder<ImmutableArray<PlacedLayer>>();
    private readonly ImmutableArray<(string Name, Value Value)>.Builder _gates = ImmutableArray.CreateBuilder<(string, Value)>();
    private readonly List<string> _states = [];
    private HandedState? _handed;

    public GraphBuilder Builder => lowering.Builder;

    /// <summary>The path of the layer.</summary>
    public string Path => layer.Path;

    /// <summary>The layer's name as declared.</summary>
    public string Kind => layer.Declaration.Kind;

    /// <summary>The layer and its path, for messages.</summary>
    public string Describe => $"{layer.Declaration.Kind} at {layer.Path}";

    /// <summary>Whether something was wrong, here or in a branch.</summary>
    public bool HasProblem => lowering.Problem is not null;

    /// <summary>Whether this lowering is for a training step, and not for inference.</summary>
    public bool IsTraining => lowering.IsTraining;

    /// <summary>What the caller passes, as the first layer reads it.</summary>
    public Value NetworkInput => lowering.Input!;

    /// <summary>The latest layer so far that made one vector of all steps of a sequence; null when there is none.</summary>
    public EndOfSteps? EndOfSteps => lowering.EndOfSteps;

    /// <summary>How many ids the numbers of the network can tell apart.</summary>
    public int MostIds => FloatRange.MostIds(lowering.IsDouble);

    /// <summary>Whether a value is what the caller passes, and not computed by a layer.</summary>
    public bool IsNetworkInput(Value value) => value == lowering.Input || (value.OfDecoder && value == lowering.DecoderInput);

    /// <summary>Whether the network has a decoder, here or later.</summary>
    public bool HasDecoder => lowering.HasDecoder;

    /// <summary>What the decoder reads, once it has begun.</summary>
    public Value? DecoderInput => lowering.DecoderInput;

    /// <summary>What the decoder may look at: all that the layers in front of it give. Null outside of a decoder.</summary>
    public Value? Memory => lowering.Memory;

    /// <summary>What goes from the encoder to the decoder.</summary>
    public Handover Handover => lowering.Handover;

    /// <summary>The initialiser that the first layer after this one to decide asks for, or null.</summary>
    public Initialization? FollowingChoice => following();

    /// <summary>The layer behind this one in the same list, or null.</summary>
    public Layer? Next => next;

    /// <summary>The parameters of the layer, in declaration order.</summary>
    public ImmutableArray<ParameterSpec> Parameters => _parameters.ToImmutable();

    /// <summary>The branches that the layer has lowered.</summary>
    public ImmutableArray<ImmutableArray<PlacedLayer>> Branches => _branches.ToImmutable();

    /// <summary>The gates of the layer, by name.</summary>
    public ImmutableArray<(string Name, Value Value)> Gates => _gates.ToImmutable();

    /// <summary>Says that a value is a gate: from 0 to 1, what lets through that share of something. It is measured.</summary>
    public Value Gate(string name, Value value)
    {
        _gates.Add((name, value));
        return value;
    }

    /// <summary>Makes a parameter, or in a second lowering of the same network finds it again.</summary>
    public Value Parameter(string name, ParameterRole role, Initialization initialization, params int[] shape) =>
        Add(lowering.Parameters.GetOrAdd($"{layer.Path}.{name}", name, role, initialization, shape));

    /// <summary>Makes a weight that is a table of vectors, which are looked up or added, or finds it again.</summary>
    public Value Table(string name, Initialization initialization, int count, int length) =>
        Add(lowering.Parameters.GetOrAdd($"{layer.Path}.{name}", name, ParameterRole.Weight, initialization, [count, length], isTable: true));

    private Value Add(ParameterSpec parameter)
    {
        _parameters.Add(parameter);
        return parameter.Value;
    }

    /// <summary>Lowers the layers of a branch.</summary>
    /// <param name="branch">The layers, in order.</param>
    /// <param name="input">Their input.</param>
    /// <param name="after">The initialiser that is asked for behind the branch; by default what follows this layer.</param>
    /// <returns>Their output.</returns>
    public Value LowerBranch(ImmutableArray<ExpandedLayer> branch, Value input, Func<Initialization?>? after = null)
    {
        (ImmutableArray<PlacedLayer> placed, Value output) = lowering.Lower(branch, input, after ?? following);
        _branches.Add(placed);
        Builder.Layer = layer.Path;
        return output;
    }

    /// <summary>Lowers the layers of a branch that goes through the steps from the last to the first: it begins every call anew, because no call knows what comes later.</summary>
    public Value LowerReversed(ImmutableArray<ExpandedLayer> branch, Value input)
    {
        bool isReversed = lowering.IsReversed;
        lowering.IsReversed = true;
        Value output = LowerBranch(branch, input);
        lowering.IsReversed = isReversed;
        return output;
    }

    /// <summary>Gives a parameter that is not learned a new value in every training step with a finite loss: a function of itself, operand 0, and of others.</summary>
    public void Update(Value parameter, Expression expression, params Value[] others)
    {
        Builder.Phase = Phase.Update;
        lowering.StateUpdates[parameter] = Builder.Map(parameter.Name, expression, preservesSign: false, [parameter, .. others]);
        Builder.Phase = Phase.Forward;
    }

    /// <summary>A value that the layer hands from step to step, and that callers may begin a sequence with.</summary>
    /// <param name="sequence">A sequence, for the number of steps.</param>
    /// <param name="name">The name within the layer.</param>
    /// <param name="length">Elements of one step.</param>
    /// <returns>What a step gets from the one before.</returns>
    public Value State(Value sequence, string name, int length)
    {
        Value before = sequence.WithLength(name, length);
        if (_states.Count == 0 && sequence.OfDecoder)
            _handed = Handover.Take(this);
        _states.Add(name);
        if (_handed?.Find(name, length) is { } initial)
            Builder.Initial[before] = initial;
        if (Remember(name, length) is var offset and >= 0)
            Builder.StateOffsets[before] = offset;
        return before;
    }

    /// <summary>Finds a place in the state that callers may begin a sequence with, and get at its end.</summary>
    /// <param name="name">The name within the layer of what is remembered.</param>
    /// <param name="length">Its elements.</param>
    /// <returns>Where it begins; -1 where every sequence begins anew.</returns>
    public int Remember(string name, int length)
    {
        if (lowering.IsReversed || lowering.HasDecoder)
            return -1;
        int offset = lowering.States.Sum(state => state.Length);
        lowering.States.Add(new StateSpec($"{layer.Path}.{name}", offset, length));
        return offset;
    }

    /// <summary>Says what the steps of the layer hand on, in the order of its states: that of an encoder goes over to the decoder.</summary>
    public void HandOver(Value[] states)
    {
        Handover.Add(Describe, _states, states);
        if (_handed is { } handed && !(handed.Names.SequenceEqual(_states) && handed.States.Select(state => state.Length).SequenceEqual(states.Select(state => state.Length))))
        {
            Report(DiagnosticId.SequenceToSequence,
                $"{Describe}: its state is {HandedState.Text(_states, states)}, but {handed.Layer} of the encoder hands over {handed}; give both layers the same kind and units");
        }
    }

    /// <summary>Lets the recurrent layer that reads a value compute it in each of its steps.</summary>
    /// <param name="value">What it reads.</param>
    /// <param name="compute">Appends what computes it, given the output of the step before.</param>
    public void InEachStep(Value value, Action<Value> compute) => lowering.InEachStep[value] = (layer.Path, compute);

    /// <summary>Begins a step of a recurrent layer: what its input needs of the step before is appended.</summary>
    /// <param name="input">The input of the layer.</param>
    /// <param name="before">The output of the step before.</param>
    public void BeginStep(Value input, Value before)
    {
        if (!lowering.InEachStep.TryGetValue(input, out (string Path, Action<Value> Compute) begun))
            return;
        Builder.Layer = begun.Path;
        begun.Compute(before);
        Builder.Layer = layer.Path;
    }

    /// <summary>Begins the decoder.</summary>
    /// <param name="memory">What the layers in front of it give.</param>
    /// <param name="steps">The most steps of what it writes.</param>
    /// <param name="features">Elements of what each step reads.</param>
    /// <returns>What its first layer reads.</returns>
    public Value BeginDecoder(Value memory, int steps, int features) => lowering.BeginDecoder(memory, steps, features);

    /// <summary>Reports a layer that makes sense in the network's own list only.</summary>
    public bool CheckIsInNetwork()
    {
        bool isInNetwork = layer.Path.IndexOf('.') == layer.Path.LastIndexOf('.');
        if (!isInNetwork)
            Report(DiagnosticId.SequenceToSequence, $"{Describe}: it stands in a block, but belongs to the network as a whole; move it to the network's own list");
        return isInNetwork;
    }

    /// <summary>Says how many examples a training step needs at least.</summary>
    public void NeedBatch(int batch)
    {
        if (batch > lowering.LeastBatch.Batch)
            lowering.LeastBatch = (batch, Describe);
    }

    /// <summary>The channels of several values side by side; more than fit are reported.</summary>
    public Value Concatenate(params Value[] parts)
    {
        long length = parts.Sum(part => (long)part.Length);
        if (length <= int.MaxValue)
            return Builder.Concatenate(parts);
        Report(DiagnosticId.TooLarge, FormattableString.Invariant($"{Describe}: side by side the parts have {length} elements per example, but at most {int.MaxValue} fit; make them smaller"));
        return parts[0];
    }

    /// <summary>Lets the last layer of a branch that can silence it start with a weight of 0.</summary>
    /// <returns>Whether there is one.</returns>
    public bool StartAtZero(ImmutableArray<ExpandedLayer> branch)
    {
        if (branch.LastOrDefault(inner => inner.Layer.ScalesOutput) is not { } last)
            return false;
        lowering.Parameters.StartAtZero($"{last.Path}.weight");
        lowering.Parameters.StartAtZero($"{last.Path}.weight_g");
        return true;
    }

    /// <summary>Says what is wrong with the layer in this place; lowering stops behind it.</summary>
    /// <param name="id">The diagnostic.</param>
    /// <param name="message">What is wrong, with the numbers, and what to write.</param>
    /// <param name="argument">The argument where it shows, or null.</param>
    /// <param name="suggestion">The value that this argument should have, in C# with whole names; null when no value settles it.</param>
    public void Report(string id, string message, string? argument = null, string? suggestion = null) =>
        Report(id, message, argument, suggestion is null ? null : new Suggestion(layer.Declaration, argument!, suggestion));

    /// <summary>The same, where an argument of any layer may settle it.</summary>
    public void Report(string id, string message, string? argument, Suggestion? suggestion) =>
        lowering.Report(new ModelProblem(id, message, layer.Declaration, argument) { Suggestion = suggestion });
}
