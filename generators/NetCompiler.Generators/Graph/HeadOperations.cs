namespace NetCompiler.Generators.Graph;

/// <summary>How the factors of a product over heads lie. Every example and head has two matrices of its own, whose rows are steps.</summary>
internal enum HeadForm
{
    /// <summary>S[t, u] = Σⱼ X[t, j]·Y[u, j]: how the steps of one sequence go with those of another.</summary>
    Scores,

    /// <summary>Y[t, j] = Σᵤ P[t, u]·X[u, j]: what every step makes of those of another sequence.</summary>
    Mix,

    /// <summary>Y[u, j] = Σₜ P[t, u]·X[t, j]: the same, the other way round.</summary>
    MixBack,
}

/// <summary>A product of matrices for every example and head, which has a run of each step's elements.</summary>
/// <param name="Form">How the factors lie.</param>
/// <param name="Heads">How many heads there are.</param>
/// <param name="IsCausal">Whether step t has nothing to do with steps u behind it; there scores are not computed, and factors are 0.</param>
/// <param name="Left">The left factor; of a mix the scores, for every head one for each step.</param>
/// <param name="Right">The right factor.</param>
/// <param name="Result">The product.</param>
internal sealed record HeadProduct(HeadForm Form, int Heads, bool IsCausal, Value Left, Value Right, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Left, Right];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 2L * Elements.Length * Elements.Steps;

    public override bool WorksOnSequences => true;

    /// <summary>Elements of a head in each step, other than scores.</summary>
    public int HeadLength => Elements.Length / Heads;

    /// <summary>The factor that is not scores.</summary>
    private Value Elements => Right;
}

/// <summary>Softmax over the steps that each head of a step looks at: yᵤ = exp(scale·xᵤ) / Σᵥ exp(scale·xᵥ).</summary>
/// <param name="Heads">How many heads there are.</param>
/// <param name="IsCausal">Whether a step looks at itself and at those before it; the others get 0.</param>
/// <param name="Scale">A factor of the scores.</param>
/// <param name="Scores">The scores, for every head one for each step.</param>
/// <param name="Result">The weights of the steps.</param>
internal sealed record HeadSoftmax(int Heads, bool IsCausal, double Scale, Value Scores, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Scores];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 5L * Scores.Length;

    public override bool WorksOnSequences => true;
}

/// <summary>The adjoint of <see cref="HeadSoftmax"/>: dx = scale·y·(dy - Σ y·dy).</summary>
/// <param name="Softmax">The softmax.</param>
/// <param name="Adjoint">The adjoint of its result.</param>
/// <param name="Result">The adjoint of the scores.</param>
internal sealed record HeadSoftmaxAdjoint(HeadSoftmax Softmax, Value Adjoint, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Softmax.Result, Adjoint];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 5L * Result.Length;

    public override bool WorksOnSequences => true;
}
