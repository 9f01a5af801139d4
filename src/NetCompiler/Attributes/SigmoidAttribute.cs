namespace NetCompiler;

/// <summary>The activation y = 1 / (1 + e⁻ˣ). Its slope is at most 1/4, so gradients shrink through every such layer.</summary>
public sealed class SigmoidAttribute : LayerAttribute;
