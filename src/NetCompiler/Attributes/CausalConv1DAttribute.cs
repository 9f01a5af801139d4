namespace NetCompiler;

/// <summary>A convolution over time that sees no later steps: y[t, n] = b[n] + Σ x[t - dilation·(kernel - 1 - k), c]·W[k·features + c, n], summed over the elements k of the kernel and the
/// features c, with zeros before the first step. van den Oord et al. 2016, "WaveNet".</summary>
/// <remarks>From <c>[time, features]</c> to <c>[time, channels]</c>. Parameters: <c>weight</c> <c>[kernel · features, channels]</c>, the oldest step first, and <c>bias</c> <c>[channels]</c>.
/// A stack with dilations 1, 2, 4, … sees twice as far with every layer. What it will see again of a stream it remembers from step to step, and from call to call in a
/// <see cref="SequenceState{T}"/>; it is zero before the first step.</remarks>
/// <param name="channels">The number of outputs of a step, at least 1.</param>
/// <param name="kernel">How many steps the kernel sees, at least 1.</param>
public sealed class CausalConv1DAttribute(int channels, int kernel) : LayerAttribute
{
    /// <summary>The number of outputs of a step.</summary>
    public int Channels { get; } = channels;

    /// <summary>How many steps the kernel sees.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Steps from one that the kernel sees to the next, at least 1; 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether the layer adds a learned bias; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Whether length and direction of the weight of every output are learned apart: see <see cref="Conv1DAttribute.WeightNorm"/>; false by default.</summary>
    public bool WeightNorm { get; set; }

    /// <summary>The initialiser of the weight; <see cref="Initializer.Default"/> chooses it from the activation that follows.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/> (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }

    /// <summary>Which fan <see cref="Initializer.HeUniform"/> and <see cref="Initializer.HeNormal"/> divide by; <see cref="Fan.In"/> by default.</summary>
    public Fan InitFan { get; set; }

    /// <summary>The initialiser of the bias; <see cref="Initializer.Default"/> is zeros.</summary>
    public Initializer BiasInit { get; set; }

    /// <summary>The parameter of <see cref="BiasInit"/> (see <see cref="Initializer"/>).</summary>
    public double BiasInitScale { get; set; }
}
