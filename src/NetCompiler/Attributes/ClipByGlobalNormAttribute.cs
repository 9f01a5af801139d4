namespace NetCompiler;

/// <summary>Scales the whole gradient to a Euclidean norm of at most the limit; its direction stays. Pascanu, Mikolov and Bengio 2013.</summary>
/// <param name="limit">The greatest norm over all parameters, greater than 0.</param>
public sealed class ClipByGlobalNormAttribute(double limit) : ClippingAttribute
{
    /// <summary>The greatest norm over all parameters, greater than 0.</summary>
    public double Limit { get; } = limit;
}
