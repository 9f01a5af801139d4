namespace NetCompiler;

/// <summary>Scales the gradient of every parameter tensor on its own to a Euclidean norm of at most the limit.</summary>
/// <param name="limit">The greatest norm of one tensor, greater than 0.</param>
public sealed class ClipByNormAttribute(double limit) : ClippingAttribute
{
    /// <summary>The greatest norm of one tensor, greater than 0.</summary>
    public double Limit { get; } = limit;
}
