namespace NetCompiler;

/// <summary>Multi-head self-attention: every step takes from all steps what goes with it. Of a sequence <c>[time, features]</c>, y = concat over heads of softmax(q·kᵀ/√n)·v, times W, + b,
/// where q, k and v are linear functions of x, and n = features / heads; the result is <c>[time, features]</c>. Vaswani et al. 2017, "Attention Is All You Need".</summary>
/// <remarks>Steps are told apart by what they hold only: put a <see cref="PositionalEncodingAttribute"/> in front where their order matters. Memory and work grow with the square of the
/// time. Parameters: <c>weight_qkv</c> <c>[features, 3 · features]</c>, the columns of q, then k, then v, each head by head; <c>bias_qkv</c>; <c>weight</c> <c>[features, features]</c>;
/// <c>bias</c>.</remarks>
/// <param name="heads">How many heads there are, a divisor of the features.</param>
public sealed class SelfAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>How many heads there are.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether a step sees only itself and the steps before it, as a network needs that predicts what comes next; false by default. In a stream, whose steps come one at a time, it
    /// remembers them, up to the declared <c>Time</c>.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether learned biases are added; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The initialiser of the weights, of q, k and v each by itself; <see cref="Initializer.Default"/> is <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer Init { get; set; }

    /// <summary>The parameter of <see cref="Init"/> (see <see cref="Initializer"/>).</summary>
    public double InitScale { get; set; }
}
