namespace NetCompiler;

/// <summary>The activation y = x for x &gt; 0 and α·(eˣ - 1) otherwise. Clevert et al. 2016.</summary>
/// <param name="alpha">The scale of the negative part, α.</param>
public sealed class EluAttribute(double alpha = 1.0) : LayerAttribute
{
    /// <summary>The scale of the negative part, α.</summary>
    public double Alpha { get; } = alpha;
}
