namespace NetCompiler;

/// <summary>Long short-term memory: gates i, f, o and a candidate g decide what its cell c takes up, keeps and shows. Hochreiter and Schmidhuber 1997, with the forget gate of
/// Gers, Schmidhuber and Cummins 2000:
/// <code>
/// i, f, g, o = σ, σ, tanh, σ of xₜ·W + hₜ₋₁·U + b
/// cₜ = f·cₜ₋₁ + i·g
/// hₜ = o·tanh(cₜ)
/// </code></summary>
/// <remarks>Parameters: <c>weight_ih</c> W <c>[features, 4·units]</c>, <c>bias</c> b <c>[4·units]</c> and <c>weight_hh</c> U <c>[units, 4·units]</c>, the gates side by side in
/// the order i, f, g, o of PyTorch, whose two biases are b together. h₀ and c₀ are 0.</remarks>
/// <param name="units">The numbers of the cell, at least 1.</param>
public sealed class LstmAttribute(int units) : RecurrentLayerAttribute(units)
{
    /// <summary>What the bias of the forget gate starts with; 1 by default, so that the cell keeps what it has. The longer it has to remember, the greater:
    /// 3 for 50 steps. Jozefowicz, Zaremba and Sutskever 2015.</summary>
    public double ForgetBias { get; set; } = 1;

    /// <summary>Whether the cell takes up as much as it forgets, i = 1 - f; then the gates are f, g, o. Greff et al. 2017.</summary>
    public bool CoupledGates { get; set; }

    /// <summary>Whether the gates see the cell: i and f that of the step before, o that of this step, each times a factor per unit (<c>peephole_i</c>, <c>peephole_f</c>,
    /// <c>peephole_o</c>, at first 0). Gers and Schmidhuber 2000.</summary>
    public bool Peepholes { get; set; }

    /// <summary>If greater than 0, the number of outputs, less than the units: hₜ is o·tanh(cₜ) times <c>weight_hr</c> <c>[units, projection]</c>. Sak, Senior and Beaufays 2014.</summary>
    public int Projection { get; set; }

    /// <summary>Whether xₜ·W, hₜ₋₁·U and, inside the tanh of the output, cₜ are normalised to mean 0 and variance 1 over their elements, each with a learned factor (<c>scale_ih</c>,
    /// <c>scale_hh</c>, <c>scale_c</c>) and the cell with a bias (<c>bias_c</c>). Ba, Kiros and Hinton 2016.</summary>
    public bool LayerNorm { get; set; }

    /// <summary>If greater than 0, the cell stays between -CellClip and CellClip.</summary>
    public double CellClip { get; set; }
}
