namespace NetCompiler;

/// <summary>The activation y = max(0, x). Nair and Hinton 2010.</summary>
public sealed class ReluAttribute : LayerAttribute;
