namespace NetCompiler;

/// <summary>In training y = x·m, where every element of m is 0 with probability p and 1/(1 - p) otherwise, drawn anew in every step; y = x when
/// predicting. Srivastava et al. 2014, in the inverted form.</summary>
/// <remarks>What is dropped depends on <see cref="Workspace{T}.Seed"/>, <see cref="Workspace{T}.Step"/>, the layer's path, and the place in the batch and in the
/// example, and on nothing else.</remarks>
/// <param name="probability">The probability p that an element is dropped, at least 0 and less than 1.</param>
public sealed class DropoutAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability p that an element is dropped.</summary>
    public double Probability { get; } = probability;
}
