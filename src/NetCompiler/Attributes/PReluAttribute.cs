namespace NetCompiler;

/// <summary>The activation y = x for x &gt; 0 and slope·x otherwise, with a learned slope. He et al. 2015.</summary>
/// <remarks>Parameter: <c>slope</c>, <c>[1]</c>, or <c>[features]</c> with <see cref="PerFeature"/>, where the features of a feature map are its channels.</remarks>
/// <param name="initialSlope">The first value of the slope.</param>
public sealed class PReluAttribute(double initialSlope = 0.25) : LayerAttribute
{
    /// <summary>The first value of the slope.</summary>
    public double InitialSlope { get; } = initialSlope;

    /// <summary>Whether every feature, or every channel of a feature map, learns a slope of its own; false by default: one slope for the layer.</summary>
    public bool PerFeature { get; set; }
}
