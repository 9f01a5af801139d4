namespace NetCompiler;

/// <summary>The activation y = ln(1 + e^(β·x)) / β.</summary>
/// <param name="beta">The sharpness β; greater than zero.</param>
public sealed class SoftplusAttribute(double beta = 1.0) : LayerAttribute
{
    /// <summary>The sharpness β; greater than zero.</summary>
    public double Beta { get; } = beta;
}
