namespace NetCompiler;

/// <summary>Scales the gradient of every unit to at most λ times the norm of the unit's weights. Brock, De, Smith and Simonyan 2021; see <see cref="GradientClipping.Adaptive"/>.</summary>
/// <param name="factor">λ, greater than 0; the paper uses 0.01 for batches of 4,096, and more for smaller ones.</param>
public sealed class AdaptiveClipAttribute(double factor) : ClippingAttribute
{
    /// <summary>λ, greater than 0; the paper uses 0.01 for batches of 4,096, and more for smaller ones.</summary>
    public double Factor { get; } = factor;
}
