namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>From where on something is worth a warning. The defaults separate, of 111 networks trained with two optimizers, those that failed from those that learned.</summary>
internal sealed record FlowThresholds
{
    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as vanished.</summary>
    public double Vanishing { get; init; } = -3.5;

    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as exploded.</summary>
    public double Exploding { get; init; } = 2.5;

    /// <summary>The variance of the logarithm of the squared error signal, from finite width, that makes training a matter of luck.</summary>
    public double DepthOverWidth { get; init; } = 2.5;
}
