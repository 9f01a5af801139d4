namespace NetCompiler;

/// <summary>Layer normalization: y = γ·(x - mean)/√(variance + ε) + β with mean and (biased) variance over all elements of each example. Ba, Kiros and Hinton 2016,
/// "Layer Normalization".</summary>
/// <remarks>A feature map <c>[channels, height, width]</c> is normalised as a whole, as PyTorch's <c>LayerNorm([C, H, W])</c> does; <c>GroupNorm(1)</c> does the same with one γ
/// and one β per channel. Training and inference compute the same. Parameters, of the shape of an example: <c>weight</c> (γ) and <c>bias</c> (β).</remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance, greater than 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β are learned; true by default. Without them they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}
