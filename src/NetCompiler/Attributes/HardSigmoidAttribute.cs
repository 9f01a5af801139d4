namespace NetCompiler;

/// <summary>The activation y = min(1, max(0, x/6 + 1/2)), as in PyTorch.</summary>
public sealed class HardSigmoidAttribute : LayerAttribute;
