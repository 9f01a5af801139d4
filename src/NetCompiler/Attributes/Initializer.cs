namespace NetCompiler;

/// <summary>How a parameter tensor gets its first values. Every initialiser is seeded and gives the same values on every platform.</summary>
public enum Initializer
{
    /// <summary>Chosen from the role of the parameter and the activation that follows.</summary>
    Default,

    /// <summary>All zero. Takes no scale.</summary>
    Zeros,

    /// <summary>All equal to the scale, which must be given.</summary>
    Constant,

    /// <summary>Uniform in [-scale, scale); scale is 0.05 when not given.</summary>
    Uniform,

    /// <summary>Normal with mean 0 and standard deviation scale, 0.05 when not given.</summary>
    Normal,

    /// <summary>Normal with mean 0 and standard deviation scale before truncation (0.05 when not given), truncated to two of them on either side.</summary>
    TruncatedNormal,

    /// <summary>Uniform in ±gain·√(6 / (fan-in + fan-out)); scale is the gain, 1 when not given. Glorot and Bengio 2010.</summary>
    GlorotUniform,

    /// <summary>Normal with standard deviation gain·√(2 / (fan-in + fan-out)); scale is the gain, 1 when not given. Glorot and Bengio 2010.</summary>
    GlorotNormal,

    /// <summary>Uniform in ±gain·√(6 / fan); scale is the gain, 1 when not given. He et al. 2015.</summary>
    HeUniform,

    /// <summary>Normal with standard deviation gain·√(2 / fan); scale is the gain, 1 when not given. He et al. 2015.</summary>
    HeNormal,

    /// <summary>Uniform in ±gain·√(3 / fan-in); scale is the gain, 1 when not given. LeCun et al. 1998.</summary>
    LecunUniform,

    /// <summary>Normal with standard deviation gain·√(1 / fan-in); scale is the gain, 1 when not given. LeCun et al. 1998.</summary>
    LecunNormal,

    /// <summary>Gain times a random matrix with orthonormal rows or columns, whichever are fewer; scale is the gain, 1 when not given. Saxe et al. 2014.</summary>
    Orthogonal,

    /// <summary>Gain on the main diagonal and zero elsewhere; scale is the gain, 1 when not given. Le et al. 2015.</summary>
    Identity,
}

/// <summary>The side of a weight that a He initialiser divides by.</summary>
public enum Fan
{
    /// <summary>The number of inputs: keeps the variance of the forward signal.</summary>
    In,

    /// <summary>The number of outputs: keeps the variance of the backward signal.</summary>
    Out,
}
