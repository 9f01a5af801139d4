namespace NetCompiler;

/// <summary>A gated linear unit: y = a·φ(b), where a and b are the first and the second half of the features. Dauphin et al. 2017; with another φ Shazeer 2020,
/// "GLU Variants Improve Transformer".</summary>
/// <remarks>From <c>[batch, 2·n]</c> to <c>[batch, n]</c>. It has no parameters: the layer in front gives both halves.</remarks>
/// <param name="activation">φ: <see cref="Activation.Sigmoid"/> for GLU, <see cref="Activation.Silu"/> for SwiGLU, <see cref="Activation.Gelu"/> for GEGLU.</param>
public sealed class GluAttribute(Activation activation = Activation.Sigmoid) : LayerAttribute
{
    /// <summary>The activation of the second half.</summary>
    public Activation Activation { get; } = activation;
}
