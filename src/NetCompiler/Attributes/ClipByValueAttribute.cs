namespace NetCompiler;

/// <summary>Moves every element of the gradient into [-limit, limit], which changes its direction.</summary>
/// <param name="limit">The greatest magnitude, greater than 0.</param>
public sealed class ClipByValueAttribute(double limit) : ClippingAttribute
{
    /// <summary>The greatest magnitude, greater than 0.</summary>
    public double Limit { get; } = limit;
}
