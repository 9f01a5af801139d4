namespace NetCompiler;

/// <summary>The activation y = tanh x.</summary>
public sealed class TanhAttribute : LayerAttribute;
