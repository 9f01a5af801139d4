namespace NetCompiler;

/// <summary>A gated recurrent unit: z decides what of the state stays, r what the candidate n sees of it. Cho et al. 2014:
/// <code>
/// r, z = σ of xₜ·W + hₜ₋₁·U + b
/// n = tanh(xₜ·Wₙ + bₙ + r·(hₜ₋₁·Uₙ + bₕₙ))
/// hₜ = (1 - z)·n + z·hₜ₋₁
/// </code></summary>
/// <remarks>Parameters: <c>weight_ih</c> W <c>[features, 3·units]</c>, <c>bias</c> b <c>[3·units]</c>, <c>weight_hh</c> U <c>[units, 3·units]</c> and <c>bias_hn</c> <c>[units]</c>,
/// the gates side by side in the order r, z, n of PyTorch; of its two biases those of r and z are b together. h₀ is 0.</remarks>
/// <param name="units">The numbers of the state, at least 1.</param>
public sealed class GruAttribute(int units) : RecurrentLayerAttribute(units)
{
    /// <summary>What the bias of the update gate z starts with; 0 by default. Where much has to be remembered, 2 lets the state stay.</summary>
    public double UpdateBias { get; set; }

    /// <summary>Whether r is applied after the recurrent product, as PyTorch does; true by default. Before it, as in the paper, the candidate is
    /// n = tanh(xₜ·Wₙ + bₙ + (r·hₜ₋₁)·Uₙ), with <c>weight_hh</c> <c>[units, 2·units]</c> for r and z and <c>weight_hn</c> <c>[units, units]</c>.</summary>
    public bool ResetAfter { get; set; } = true;
}
