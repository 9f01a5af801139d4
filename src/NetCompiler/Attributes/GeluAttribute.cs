namespace NetCompiler;

/// <summary>The activation y = x·Φ(x), with Φ the standard normal distribution function. Hendrycks and Gimpel 2016.</summary>
/// <param name="form">The exact function, or its approximation by tanh.</param>
public sealed class GeluAttribute(GeluForm form = GeluForm.Exact) : LayerAttribute
{
    /// <summary>The exact function, or its approximation by tanh.</summary>
    public GeluForm Form { get; } = form;
}

/// <summary>The two usual forms of <see cref="GeluAttribute"/>.</summary>
public enum GeluForm
{
    /// <summary>y = x·(1 + erf(x/√2)) / 2.</summary>
    Exact,

    /// <summary>y = x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2.</summary>
    Tanh,
}
