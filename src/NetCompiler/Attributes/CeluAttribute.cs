namespace NetCompiler;

/// <summary>The activation y = max(0, x) + min(0, α·(e^(x/α) - 1)). Barron 2017.</summary>
/// <param name="alpha">The scale of the negative part, α; not zero.</param>
public sealed class CeluAttribute(double alpha = 1.0) : LayerAttribute
{
    /// <summary>The scale of the negative part, α; not zero.</summary>
    public double Alpha { get; } = alpha;
}
