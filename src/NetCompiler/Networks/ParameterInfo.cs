using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>One parameter tensor: its name, its place in the flat vector, and how it starts.</summary>
/// <param name="Name">The path of the parameter, such as <c>layers.0.weight</c> or <c>blocks.3.layers.1.bias</c>.</param>
/// <param name="Offset">The index of its first element in the flat vector.</param>
/// <param name="Shape">Its dimensions, row-major; a dense weight is <c>[in, out]</c>.</param>
/// <param name="Role">What the tensor is used as.</param>
/// <param name="Initializer">How it gets its first values; never <see cref="Initializer.Default"/>.</param>
/// <param name="Scale">The parameter of the initialiser: constant, bound, standard deviation or gain.</param>
/// <param name="Fan">The fan that a He initialiser divides by.</param>
public sealed record ParameterInfo(
    string Name,
    int Offset,
    ImmutableArray<int> Shape,
    ParameterRole Role,
    Initializer Initializer,
    double Scale = 1.0,
    Fan Fan = Fan.In)
{
    /// <summary>The number of elements.</summary>
    public int Length { get; } = Shape.Aggregate(1, static (product, size) => product * size);

    /// <summary>For a tensor of several gates side by side: the factor, besides <see cref="Scale"/>, of each of the equal runs of columns that are initialised by themselves. Empty
    /// for other tensors.</summary>
    public ImmutableArray<double> BlockScales { get; init; } = [];

    /// <summary>Whether it is a table of vectors, <c>[count, length]</c>, which are looked up or added, as those of an embedding, and not a factor of a product.</summary>
    public bool IsTable { get; init; }

    /// <summary>A row that starts with zeros whatever the initialiser, such as the vector of padding in an embedding; null for none.</summary>
    public int? ZeroRow { get; init; }

    /// <summary>Whether it is learned by gradients, and not a running statistic.</summary>
    public bool IsLearned => Role != ParameterRole.RunningStatistic;

    /// <summary>Whether weight decay applies by default: to weights, not to biases and slopes.</summary>
    public bool Decays => Role == ParameterRole.Weight;

    /// <summary>Name and shape.</summary>
    /// <returns>For example <c>layers.0.weight [64, 128]</c>.</returns>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}

/// <summary>What a parameter tensor is used as.</summary>
public enum ParameterRole
{
    /// <summary>A matrix that multiplies activations.</summary>
    Weight,

    /// <summary>A vector added to activations.</summary>
    Bias,

    /// <summary>A learned slope of an activation.</summary>
    Slope,

    /// <summary>A learned factor of activations.</summary>
    Scale,

    /// <summary>The lengths of the columns of the weight in front of it, whose directions are learned apart. At first they are the weight's own, times the scale of the
    /// initialiser.</summary>
    Length,

    /// <summary>A statistic of the activations that training keeps up to date and inference uses. It is not learned: its gradient is zero.</summary>
    RunningStatistic,
}
