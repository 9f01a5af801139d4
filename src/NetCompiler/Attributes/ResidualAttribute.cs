namespace NetCompiler;

/// <summary>A residual path around the layers of a block: y = φ(scale·(x + α·F(x))), where F is the block. He et al. 2015, "Deep Residual Learning for Image Recognition".
/// The gradient reaches x along the sum undiminished, whatever F does to it.</summary>
/// <remarks>On a class marked with <see cref="BlockAttribute"/> it encloses the layers of that block; as <see cref="ResidualAttribute{TBlock}"/> in a list it inserts a block and
/// encloses it. The output has the shape of F(x). Parameters, where declared: <c>scale</c> <c>[1]</c> (<see cref="ReZero"/>) or <c>[features]</c>
/// (<see cref="LayerScale"/>), and those of the projection below <c>shortcut</c>.</remarks>
public class ResidualAttribute : LayerAttribute
{
    /// <summary>What happens to x where F changes the shape; by default that is an error.</summary>
    public Shortcut Shortcut { get; set; }

    /// <summary>The activation φ after the sum; none by default, as in pre-activation blocks.</summary>
    public Activation Activation { get; set; }

    /// <summary>A constant factor of the whole sum, greater than 0; 1 by default. 1/√2 keeps the variance of the sum of two equal ones.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>The constant factor α of F(x), greater than 0; 1 by default. 1/√(number of blocks) keeps the signal of a deep network without normalization level.</summary>
    public double BranchScale { get; set; } = 1;

    /// <summary>Whether F(x) is multiplied by one learned number that starts at 0, so that the block starts as the identity.
    /// Bachlechner et al. 2020, "ReZero is All You Need".</summary>
    public bool ReZero { get; set; }

    /// <summary>When not 0: F(x) is multiplied by one learned factor per feature that starts at this value, such as 0.1 or 1e-4.
    /// Touvron et al. 2021, "Going deeper with Image Transformers".</summary>
    public double LayerScale { get; set; }

    /// <summary>The probability, at least 0 and less than 1, that a training step leaves F(x) out for an example; F(x) is divided by the rest of it otherwise. 0 by default.
    /// Huang et al. 2016, "Deep Networks with Stochastic Depth".</summary>
    public double StochasticDepth { get; set; }

    /// <summary>Whether the weight of the last layer of F that has one (a normalization's or a product's) starts at 0, so that the block starts as the identity.
    /// When it is not written, this holds where F ends with a normalization, without <see cref="ReZero"/> and <see cref="LayerScale"/>.
    /// Goyal et al. 2017, "Accurate, Large Minibatch SGD".</summary>
    public bool ZeroInitLast { get; set; }
}

/// <summary>Inserts a block with a residual path around it: see <see cref="ResidualAttribute"/>.</summary>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
public sealed class ResidualAttribute<TBlock> : ResidualAttribute;
