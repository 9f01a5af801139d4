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

    /// <summary>Where the right factors of earlier steps are kept, when a stream is gone through step by step: null where later steps count as well.</summary>
    public Value? Cache { get; init; }

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

    /// <summary>Whether the steps that are looked at are those of the input, and those that look those of a decoder.</summary>
    public bool LooksAtInput { get; init; }
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

/// <summary>The scores Σₐ v[a]·tanh(q[t, a] + k[u, a]). Bahdanau, Cho and Bengio 2015.</summary>
/// <param name="Queries">What each step asks for.</param>
/// <param name="Keys">What each step is found by.</param>
/// <param name="Weight">The weights v of the hidden units.</param>
/// <param name="Result">The scores, one for each step that is looked at.</param>
internal sealed record AdditiveScores(Value Queries, Value Keys, Value Weight, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Queries, Keys, Weight];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 16L * Weight.Length * Result.Length;

    public override bool WorksOnSequences => true;
}

/// <summary>What the adjoint of additive scores belongs to.</summary>
internal enum AdditiveFactor
{
    Queries,
    Keys,
    Weight,
}

/// <summary>An adjoint of <see cref="AdditiveScores"/>.</summary>
/// <param name="Of">What it belongs to.</param>
/// <param name="Scores">The scores.</param>
/// <param name="Adjoint">Their adjoint.</param>
/// <param name="Result">The adjoint of the queries, the keys or the weights.</param>
internal sealed record AdditiveScoresAdjoint(AdditiveFactor Of, AdditiveScores Scores, Value Adjoint, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => Of == AdditiveFactor.Weight ? [Scores.Queries, Scores.Keys, Adjoint] : [Scores.Queries, Scores.Keys, Scores.Weight, Adjoint];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 16L * Scores.Weight.Length * Adjoint.Length;

    public override bool WorksOnSequences => true;
}
