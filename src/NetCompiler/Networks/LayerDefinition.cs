using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>One layer of a network, after blocks are expanded: what it is, its shapes, its parameters and the layers inside it.</summary>
/// <param name="Path">Where it stands, such as <c>layers.0</c> or <c>blocks.3.layers.1</c>.</param>
/// <param name="Kind">The layer's name as declared, such as <c>Dense</c> or <c>Relu</c>.</param>
/// <param name="InputShape">The shape of one input example.</param>
/// <param name="OutputShape">The shape of one output example.</param>
public sealed record LayerDefinition(string Path, string Kind, ImmutableArray<int> InputShape, ImmutableArray<int> OutputShape)
{
    /// <summary>Floating-point operations of the forward pass for one example, counting a multiply-add as two and a function as one.</summary>
    public long Flops { get; init; }

    /// <summary>The layer's own parameters, in the order in which it declares them (weight, then bias), without those of layers inside it.</summary>
    public ImmutableArray<ParameterInfo> Parameters { get; init; } = [];

    /// <summary>The number of learned values in the layer's own parameters: running statistics are not learned.</summary>
    public int ParameterCount => Parameters.Where(parameter => parameter.IsLearned).Sum(parameter => parameter.Length);

    /// <summary>The lists of layers that a layer such as Residual is built around, each from input to output; empty for other layers.</summary>
    public ImmutableArray<ImmutableArray<LayerDefinition>> Branches { get; init; } = [];

    /// <summary>This layer, followed by all layers inside it.</summary>
    public IEnumerable<LayerDefinition> WithInner => [this, .. Branches.SelectMany(branch => branch).SelectMany(layer => layer.WithInner)];

    /// <summary>The layer's settings by name, such as <c>slope</c> of LeakyRelu; a setting of two values is 0 or 1.</summary>
    public ImmutableDictionary<string, double> Options { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The layer with its settings, such as <c>LeakyRelu(slope=0.01)</c>.</summary>
    internal string Description => Options.IsEmpty ? Kind : $"{Kind}({string.Join(", ", Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(OptionText.Of))})";

    /// <summary>Path, kind, settings and shapes.</summary>
    /// <returns>For example <c>layers.0 Dense [64] → [128]</c>.</returns>
    public override string ToString() => $"{Path} {Description} [{string.Join(", ", InputShape)}] → [{string.Join(", ", OutputShape)}]";
}

/// <summary>The loss of a network.</summary>
/// <param name="Kind">The loss as declared, such as <c>SoftmaxCrossEntropy</c>.</param>
/// <param name="TargetLength">Elements of one target example.</param>
public sealed record LossDefinition(string Kind, int TargetLength)
{
    /// <summary>Whether the loss is that of every step of a sequence, <c>[steps, …]</c>, and its mean over them.</summary>
    public bool IsPerStep { get; init; }

    /// <summary>The settings by name: <c>labelSmoothing</c> and <c>probabilities</c> (0 or 1) of SoftmaxCrossEntropy, <c>delta</c> of Huber.</summary>
    public ImmutableDictionary<string, double> Options { get; init; } = ImmutableDictionary<string, double>.Empty;
}
