namespace NetCompiler;

/// <summary>Instance normalization: y = γ·(x - mean)/√(variance + ε) + β with mean and (biased) variance over the positions of each channel of each example. Ulyanov, Vedaldi and
/// Lempitsky 2016, "Instance Normalization: The Missing Ingredient for Fast Stylization".</summary>
/// <remarks>The input is a feature map of several positions. Training and inference compute the same. Parameters, with <see cref="Affine"/>: <c>weight</c> (γ) and <c>bias</c> (β),
/// <c>[channels]</c>.</remarks>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance, greater than 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β are learned; false by default, as in PyTorch: they are 1 and 0 then.</summary>
    public bool Affine { get; set; }
}
