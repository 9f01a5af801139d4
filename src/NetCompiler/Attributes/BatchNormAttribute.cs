namespace NetCompiler;

/// <summary>Batch normalization: y = γ·(x - mean)/√(variance + ε) + β for every feature, or for every channel of a feature map. Ioffe and Szegedy 2015, "Batch
/// Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift".</summary>
/// <remarks>Training takes mean and (biased) variance over the batch and the positions, and keeps running estimates of the mean and of the unbiased variance; inference takes
/// those. Parameters: <c>weight</c> (γ) and <c>bias</c> (β), <c>[features]</c>, and <c>running_mean</c> and <c>running_var</c>, <c>[features]</c>, which are not learned
/// but saved like all others. A training step needs at least 2 examples, or a feature map of several positions. A <see cref="DenseAttribute"/> directly in front has no bias
/// unless it says so, because the mean is subtracted anyway.</remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>The weight of the newest batch in the running estimates, greater than 0 and at most 1; 0.1 by default, as in PyTorch.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>ε, added to the variance, greater than 0; 1e-5 by default.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β are learned; true by default. Without them they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}
