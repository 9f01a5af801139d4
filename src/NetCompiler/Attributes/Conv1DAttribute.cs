namespace NetCompiler;

/// <summary>A convolution along a line, such as a signal over time: y[n, i] = b[n] + Σ W[v, c, n]·x[c, stride·i + dilation·v - padding], summed over the elements v of the kernel
/// and the channels c, with zeros outside of x.</summary>
/// <remarks>From <c>[batch, in, length]</c> to <c>[batch, channels, ⌊(length + 2·padding - dilation·(kernel - 1) - 1) / stride⌋ + 1]</c>. Parameters: <c>weight</c>
/// <c>[kernel, in / groups, channels]</c> and <c>bias</c> <c>[channels]</c>. Initialisers and bias are as for <see cref="Conv2DAttribute"/>; the fan-in is kernel · in / groups.</remarks>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernel">The length of the kernel, at least 1.</param>
public sealed class Conv1DAttribute(int channels, int kernel) : LayerAttribute
{
    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>The length of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Positions from one output to the next, at least 1; 1 by default.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros at each end, at least 0, or <see cref="Padding.Same"/>; <see cref="Padding.Valid"/> by default.</summary>
    public int Padding { get; set; }

    /// <summary>Positions from one element of the kernel to the next, at least 1; 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of channels that do not see each other, a divisor of the numbers of input and output channels; 1 by default.</summary>
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
