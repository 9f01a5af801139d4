namespace NetCompiler;

/// <summary>The activation y = ln(1 / (1 + e⁻ˣ)).</summary>
public sealed class LogSigmoidAttribute : LayerAttribute;
