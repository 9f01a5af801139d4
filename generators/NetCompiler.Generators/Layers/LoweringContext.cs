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

    public GraphBuilder Builder => lowering.Builder;

    /// <summary>The path of the layer.</summary>
    public string Path => layer.Path;

    /// <summary>The layer and its path, for messages.</summary>
    public string Describe => $"{layer.Declaration.Kind} at {layer.Path}";

    /// <summary>Whether something was wrong, here or in a branch.</summary>
    public bool HasProblem => lowering.Problem is not null;

    /// <summary>Whether this lowering is for a training step, and not for inference.</summary>
    public bool IsTraining => lowering.IsTraining;

    /// <summary>Whether a value is what the caller passes, and not computed by a layer.</summary>
    public bool IsNetworkInput(Value value) => value == lowering.Input;

    /// <summary>The initialiser that the first layer after this one to decide asks for, or null.</summary>
    public Initialization? FollowingChoice => following();

    /// <summary>The layer behind this one in the same list, or null.</summary>
    public Layer? Next => next;

    /// <summary>The parameters of the layer, in declaration order.</summary>
    public ImmutableArray<ParameterSpec> Parameters => _parameters.ToImmutable();

    /// <summary>The branches that the layer has lowered.</summary>
    public ImmutableArray<ImmutableArray<PlacedLayer>> Branches => _branches.ToImmutable();

    /// <summary>Makes a parameter, or in a second lowering of the same network finds it again.</summary>
    public Value Parameter(string name, ParameterRole role, Initialization initialization, params int[] shape)
    {
        ParameterSpec parameter = lowering.Parameters.GetOrAdd($"{layer.Path}.{name}", name, role, initialization, shape);
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
        if (lowering.IsReversed)
            return before;
        Builder.StateOffsets[before] = lowering.States.Sum(state => state.Length);
        lowering.States.Add(new StateSpec($"{layer.Path}.{name}", Builder.StateOffsets[before], length));
        return before;
    }

    /// <summary>Says how many examples a training step needs at least.</summary>
    public void NeedBatch(int batch)
    {
        if (batch > lowering.LeastBatch.Batch)
            lowering.LeastBatch = (batch, Describe);
    }

    /// <summary>Lets the last layer of a branch that can silence it start with a weight of 0.</summary>
    public void StartAtZero(ImmutableArray<ExpandedLayer> branch)
    {
        if (branch.LastOrDefault(inner => inner.Layer.ScalesOutput) is { } last)
        {
            lowering.Parameters.StartAtZero($"{last.Path}.weight");
            lowering.Parameters.StartAtZero($"{last.Path}.weight_g");
        }
    }

    /// <summary>Says what is wrong with the layer in this place; lowering stops behind it.</summary>
    /// <param name="id">The diagnostic.</param>
    /// <param name="message">What is wrong, with the numbers, and what to write.</param>
    /// <param name="argument">The argument where it shows, or null.</param>
    /// <param name="suggestion">The value that this argument should have, in C# with whole names; null when no value settles it.</param>
    public void Report(string id, string message, string? argument = null, string? suggestion = null) => lowering.Report(new ModelProblem(id, message, layer.Declaration, argument)
    {
        Suggestion = suggestion is null ? null : new Suggestion(layer.Declaration, argument!, suggestion),
    });
}
