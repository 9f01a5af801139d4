namespace NetCompiler;

/// <summary>A simple recurrent layer: hₜ = φ(xₜ·W + hₜ₋₁·U + b), from h₀ = 0. Elman 1990.</summary>
/// <remarks>Parameters: <c>weight_ih</c> W <c>[features, units]</c>, <c>bias</c> b <c>[units]</c> and <c>weight_hh</c> U <c>[units, units]</c>.
/// With <c>Activation = Activation.Relu, RecurrentInit = Initializer.Identity</c> it is the IRNN of Le, Jaitly and Hinton 2015.</remarks>
/// <param name="units">The numbers that are handed from step to step, at least 1.</param>
public sealed class RnnAttribute(int units) : RecurrentLayerAttribute(units)
{
    /// <summary>The activation φ; <see cref="Activation.Tanh"/> by default.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}
