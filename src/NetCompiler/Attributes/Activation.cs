namespace NetCompiler;

/// <summary>An activation without settings, for options of other layers. Each is the function of the attribute of the same name.</summary>
public enum Activation
{
    /// <summary>y = x.</summary>
    Identity,

    /// <summary>See <see cref="SigmoidAttribute"/>.</summary>
    Sigmoid,

    /// <summary>See <see cref="TanhAttribute"/>.</summary>
    Tanh,

    /// <summary>See <see cref="ReluAttribute"/>.</summary>
    Relu,

    /// <summary>See <see cref="LeakyReluAttribute"/>; slope 0.01.</summary>
    LeakyRelu,

    /// <summary>See <see cref="EluAttribute"/>; α = 1.</summary>
    Elu,

    /// <summary>See <see cref="CeluAttribute"/>; α = 1.</summary>
    Celu,

    /// <summary>See <see cref="SeluAttribute"/>.</summary>
    Selu,

    /// <summary>See <see cref="GeluAttribute"/>; the exact form.</summary>
    Gelu,

    /// <summary>See <see cref="SiluAttribute"/>.</summary>
    Silu,

    /// <summary>See <see cref="MishAttribute"/>.</summary>
    Mish,

    /// <summary>See <see cref="SoftplusAttribute"/>; β = 1.</summary>
    Softplus,

    /// <summary>See <see cref="SoftsignAttribute"/>.</summary>
    Softsign,

    /// <summary>See <see cref="HardSigmoidAttribute"/>.</summary>
    HardSigmoid,

    /// <summary>See <see cref="HardTanhAttribute"/>; from -1 to 1.</summary>
    HardTanh,

    /// <summary>See <see cref="HardSwishAttribute"/>.</summary>
    HardSwish,

    /// <summary>See <see cref="Relu6Attribute"/>.</summary>
    Relu6,

    /// <summary>See <see cref="LogSigmoidAttribute"/>.</summary>
    LogSigmoid,
}
