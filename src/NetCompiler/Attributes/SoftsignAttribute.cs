namespace NetCompiler;

/// <summary>The activation y = x / (1 + |x|).</summary>
public sealed class SoftsignAttribute : LayerAttribute;
