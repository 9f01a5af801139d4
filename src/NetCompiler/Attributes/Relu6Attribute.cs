namespace NetCompiler;

/// <summary>The activation y = min(6, max(0, x)).</summary>
public sealed class Relu6Attribute : LayerAttribute;
