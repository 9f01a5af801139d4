namespace NetCompiler;

/// <summary>The activation y = x for x &gt; 0 and slope·x otherwise. Maas et al. 2013.</summary>
/// <param name="slope">The slope for negative inputs.</param>
public sealed class LeakyReluAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope for negative inputs.</summary>
    public double Slope { get; } = slope;
}
