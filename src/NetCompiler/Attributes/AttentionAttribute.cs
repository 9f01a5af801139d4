namespace NetCompiler;

/// <summary>In a <see cref="DecoderAttribute{TBlock}"/>: every step looks at all steps of the source, as the encoder gives them, and takes from them what goes with it:
/// <code>
/// a = softmax over the steps s of the source of score(q, hₛ)
/// c = Σ aₛ·hₛ
/// </code>
/// <see cref="AttentionKind.Luong"/> stands behind a recurrent layer, whose output is q, and gives tanh([c, q]·W), as long as q. Luong, Pham and Manning 2015.
/// <see cref="AttentionKind.Bahdanau"/> stands in front of a recurrent layer, whose state after the step before is q, and gives that layer [x, c], its own input with c behind. Bahdanau, Cho and
/// Bengio 2015.</summary>
/// <remarks>Padding of the source gets no weight. Parameters: <c>weight_q</c> <c>[q, hₛ]</c> for <see cref="AttentionScore.General"/>; <c>weight_q</c> <c>[q, units]</c>, <c>weight_k</c>
/// <c>[hₛ, units]</c> and <c>weight_v</c> <c>[units]</c> for <see cref="AttentionScore.Additive"/>; and for <see cref="AttentionKind.Luong"/> <c>weight</c> W <c>[hₛ + q, q]</c>.</remarks>
/// <param name="kind">Where it stands, and what it gives.</param>
public sealed class AttentionAttribute(AttentionKind kind) : LayerAttribute
{
    /// <summary>Where it stands, and what it gives.</summary>
    public AttentionKind Kind { get; } = kind;

    /// <summary>How a step of the source is found to go with q; by default <see cref="AttentionScore.General"/> for <see cref="AttentionKind.Luong"/> and <see cref="AttentionScore.Additive"/> for
    /// <see cref="AttentionKind.Bahdanau"/>.</summary>
    public AttentionScore Score { get; set; }

    /// <summary>The hidden units of <see cref="AttentionScore.Additive"/>; 0, by default, for as many as q has elements.</summary>
    public int Units { get; set; }

    /// <summary>The initialiser of the weights; <see cref="Initializer.Default"/> is <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/> (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }
}

/// <summary>Where attention to the source stands in a decoder.</summary>
public enum AttentionKind
{
    /// <summary>Behind a recurrent layer, asking with its output.</summary>
    Luong,

    /// <summary>In front of a recurrent layer, asking with its state after the step before.</summary>
    Bahdanau,
}

/// <summary>How a step hₛ of the source is found to go with what a decoder asks for, q.</summary>
public enum AttentionScore
{
    /// <summary>What goes with the kind of attention.</summary>
    Default,

    /// <summary>q·hₛ, for vectors of one length.</summary>
    Dot,

    /// <summary>(q·W)·hₛ.</summary>
    General,

    /// <summary>v·tanh(q·W + hₛ·U).</summary>
    Additive,
}
