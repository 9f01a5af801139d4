namespace NetCompiler;

/// <summary>A convolution of feature maps: y[n, i, j] = b[n] + Σ W[u, v, c, n]·x[c, stride·i + dilation·u - padding, stride·j + dilation·v - padding], summed over the rows u and
/// columns v of the kernel and the channels c, with zeros outside of x. LeCun et al. 1998.</summary>
/// <remarks>From <c>[batch, in, height, width]</c> to <c>[batch, channels, ⌊(height + 2·padding - dilation·(kernel - 1) - 1) / stride⌋ + 1, …]</c>. Parameters: <c>weight</c>
/// <c>[kernel height, kernel width, in / groups, channels]</c> and <c>bias</c> <c>[channels]</c>. The default weight initialiser follows from the next activation as for
/// <see cref="DenseAttribute"/>; the fan-in is kernel height · kernel width · in / groups. Directly in front of <see cref="BatchNormAttribute"/> there is no bias unless it is written,
/// because the mean is subtracted anyway.</remarks>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernel">Height and width of the kernel, at least 1; it may be left out where both <see cref="KernelHeight"/> and <see cref="KernelWidth"/> are given.</param>
public sealed class Conv2DAttribute(int channels, int kernel = 0) : LayerAttribute
{
    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>Height and width of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The height of the kernel, where it differs from its width.</summary>
    public int KernelHeight { get; set; }

    /// <summary>The width of the kernel, where it differs from its height.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Positions from one output to the next, at least 1, in both directions; 1 by default.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros on each of the four sides, at least 0, or <see cref="Padding.Same"/>; <see cref="Padding.Valid"/> by default.</summary>
    public int Padding { get; set; }

    /// <summary>Positions from one element of the kernel to the next, at least 1; 1 by default. Yu and Koltun 2015.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of channels that do not see each other, a divisor of the numbers of input and output channels; 1 by default. As many as input channels make a depthwise
    /// convolution.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether the layer adds a learned bias; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Whether length and direction of the weight of every output channel are learned apart: W = g·v/‖v‖. Salimans and Kingma 2016, "Weight Normalization". The parameters are then
    /// <c>weight_v</c>, of the shape of the weight, and <c>weight_g</c>, one length per output channel, which starts as ‖v‖; false by default.</summary>
    public bool WeightNorm { get; set; }

    /// <summary>The initialiser of the weight; <see cref="Initializer.Default"/> chooses it from the activation that follows.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/>: the constant, the bound, the standard deviation or the gain (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }

    /// <summary>Which fan <see cref="Initializer.HeUniform"/> and <see cref="Initializer.HeNormal"/> divide by; <see cref="Fan.In"/> by default.</summary>
    public Fan InitFan { get; set; }

    /// <summary>The initialiser of the bias; <see cref="Initializer.Default"/> is zeros.</summary>
    public Initializer BiasInit { get; set; }

    /// <summary>The parameter of <see cref="BiasInit"/> (see <see cref="Initializer"/>).</summary>
    public double BiasInitScale { get; set; }
}
