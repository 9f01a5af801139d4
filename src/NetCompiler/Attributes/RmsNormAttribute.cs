namespace NetCompiler;

/// <summary>Root-mean-square normalization: y = γ·x/√(mean of x² + ε) over all elements of each example. Zhang and Sennrich 2019, "Root Mean Square Layer
/// Normalization".</summary>
/// <remarks>Training and inference compute the same. Parameter, of the shape of an example: <c>weight</c> (γ).</remarks>
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the mean square, greater than 0; by default 2⁻²³ ≈ 1.19e-7, which is what PyTorch takes for float.</summary>
    public double Epsilon { get; set; } = 1.1920928955078125e-7;

    /// <summary>Whether γ is learned; true by default. Without it it is 1.</summary>
    public bool Affine { get; set; } = true;
}
