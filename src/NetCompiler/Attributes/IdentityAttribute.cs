namespace NetCompiler;

/// <summary>The activation y = x. It marks a layer as linear on purpose.</summary>
public sealed class IdentityAttribute : LayerAttribute;
