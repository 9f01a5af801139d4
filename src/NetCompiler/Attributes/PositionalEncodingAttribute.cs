namespace NetCompiler;

/// <summary>Tells the steps of a sequence apart: y[t] = x[t] + p[t]. By default p[t] are sines and cosines of waves of growing length, sin(t / 10000^(i / features)) for even i and the cosine
/// of the same for i + 1. Vaswani et al. 2017, "Attention Is All You Need".</summary>
/// <remarks>Sequences <c>[time, features]</c> stay so. With <see cref="Learned"/> the parameter is <c>weight</c> <c>[time, features]</c>.</remarks>
public sealed class PositionalEncodingAttribute : LayerAttribute
{
    /// <summary>Whether the vector of every position is learned; false by default.</summary>
    public bool Learned { get; set; }

    /// <summary>The initialiser of learned vectors; <see cref="Initializer.Default"/> is normal with standard deviation 0.02.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/> (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }
}
