namespace NetCompiler;

/// <summary>A fully connected layer: y = x·W + b, from <c>[batch, in]</c> to <c>[batch, units]</c>.
/// An input with several dimensions is read as one flat vector.</summary>
/// <remarks>Parameters: <c>weight</c> <c>[in, units]</c> and <c>bias</c> <c>[units]</c>.
/// The default weight initialiser follows from the activation declared next: He (normal) for Relu, LeakyRelu, PRelu, Relu6, Elu, Celu, Gelu,
/// Silu, Mish, Softplus and HardSwish; LeCun (normal) for Selu, Tanh, HardTanh and Softsign; Glorot (uniform) for
/// Sigmoid, HardSigmoid, LogSigmoid, Softmax and linear layers.</remarks>
/// <param name="units">The number of outputs per example, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>The number of outputs per example.</summary>
    public int Units { get; } = units;

    /// <summary>Whether the layer adds a learned bias; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Whether length and direction of the weight of every unit are learned apart: W = g·v/‖v‖. Salimans and Kingma 2016, "Weight Normalization". The parameters are then
    /// <c>weight_v</c>, of the shape of the weight, and <c>weight_g</c>, one length per unit, which starts as ‖v‖; false by default.</summary>
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
