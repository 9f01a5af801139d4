namespace NetCompiler;

/// <summary>The activation y = min(max, max(min, x)).</summary>
/// <param name="min">The lowest output.</param>
/// <param name="max">The highest output; greater than <paramref name="min"/>.</param>
public sealed class HardTanhAttribute(double min = -1.0, double max = 1.0) : LayerAttribute
{
    /// <summary>The lowest output.</summary>
    public double Min { get; } = min;

    /// <summary>The highest output.</summary>
    public double Max { get; } = max;
}
