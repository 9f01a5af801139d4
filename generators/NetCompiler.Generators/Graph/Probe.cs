using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>What a measurement takes down.</summary>
internal enum ProbeKind
{
    /// <summary>The output of a layer.</summary>
    Output,

    /// <summary>The gradient with respect to the output of a layer.</summary>
    Error,

    /// <summary>The gradient with respect to the state of a recurrent layer, step by step.</summary>
    StateError,

    /// <summary>A gate of a recurrent layer, at every step.</summary>
    Gate,

    /// <summary>A weight, its input and the gradient with respect to its product: together they give the weight's gradient for each example.</summary>
    Weight,
}

/// <summary>Takes down values of a layer while they are in memory. It writes nothing.</summary>
/// <param name="Kind">What is taken down.</param>
/// <param name="Index">The number of the layer among all layers.</param>
/// <param name="Values">One value; for <see cref="ProbeKind.Weight"/> the weight and the factors of its gradient.</param>
internal sealed record Probe(ProbeKind Kind, int Index, ImmutableArray<Value> Values) : Operation
{
    /// <summary>For <see cref="ProbeKind.Weight"/>: the product that computes the gradient of the whole batch.</summary>
    public Product? Gradient { get; init; }

    /// <summary>For <see cref="ProbeKind.Gate"/>: the name of the gate.</summary>
    public string Name { get; init; } = "";

    public override IEnumerable<Value> Inputs => Values;

    public override IEnumerable<Value> Outputs => [];

    public override long Flops => 0;
}
