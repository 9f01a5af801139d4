using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>Which part of a training step an operation belongs to.</summary>
internal enum Phase
{
    Forward,
    Loss,
    Backward,

    /// <summary>What a step whose loss is finite changes besides the learned parameters.</summary>
    Update,

    /// <summary>What depends on parameters only, and is computed once where they do not change any more.</summary>
    Prepare,
}

/// <summary>A primitive operation: reads values, writes new ones.</summary>
internal abstract record Operation
{
    /// <summary>The path of the layer that it was lowered from, or whose gradient it computes.</summary>
    public string Layer { get; init; } = "";

    public Phase Phase { get; init; }

    public abstract IEnumerable<Value> Inputs { get; }

    public abstract IEnumerable<Value> Outputs { get; }

    /// <summary>Floating-point operations for one example.</summary>
    public abstract long Flops { get; }

    /// <summary>Whether it belongs to the steps that a decoder writes, and not to those of the input.</summary>
    public bool OfDecoder => Inputs.Concat(Outputs).Any(value => value.OfDecoder);

    /// <summary>Whether it is about whole sequences. Every other operation does the same with each step, as if all steps were rows of a batch.</summary>
    public virtual bool WorksOnSequences => false;
}

/// <summary>An expression applied to every element. Operands are of the result's shape or are broadcast to it: one number per example, one per
/// element of an example, one per channel where the channels are innermost (of the network or of each example), one per group of equal runs of each example's
/// vector, or one in all.</summary>
internal sealed record Elementwise(Expression Expression, ImmutableArray<Value> Operands, Value Result) : Operation
{
    /// <summary>Whether the result is greater than zero exactly where operand 0 is, so that a derivative can read the sign from the result.</summary>
    public bool PreservesSign { get; init; }

    public override IEnumerable<Value> Inputs => Operands;

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => (long)Expression.Cost() * Result.Length;
}

internal enum Reduction
{
    Sum,
    Max,
}

/// <summary>What a reduction runs over.</summary>
internal enum Axis
{
    /// <summary>The features of each example: the result is [batch, 1], or [batch, groups] of equal runs of a vector, or [batch, channels] of a feature map.</summary>
    Features,

    /// <summary>The examples and, where the channels are innermost, the positions: the result is [features] or [channels]. Of a weight the rows: the result is [outputs].</summary>
    Batch,

    /// <summary>Both: the result is a scalar.</summary>
    All,
}

/// <summary>Reduces an expression of its operands; the operands determine a common shape as for <see cref="Elementwise"/>.</summary>
internal sealed record Reduce(Reduction Kind, Axis Axis, Expression Expression, ImmutableArray<Value> Operands, Value Result) : Operation
{
    /// <summary>Whether the result counts as a constant for differentiation, as the maximum does that keeps a softmax from overflowing.</summary>
    public bool Detached { get; init; }

    /// <summary>Operands that count as constants, because the derivative with respect to them is known to be zero, as that of a variance with respect to the mean is.</summary>
    public ImmutableArray<Value> Constants { get; init; } = [];

    /// <summary>The operand that the others are broadcast to.</summary>
    public Value Shape => Operands.OrderByDescending(operand => operand.PerExample).ThenByDescending(operand => operand.Length).First();

    /// <summary>Elements per example that are reduced.</summary>
    public int Length => Shape.Length;

    /// <summary>Whether the positions of each channel of an example are reduced.</summary>
    public bool IsByChannel => Axis == Axis.Features && Result.Length > 1 && Shape.Positions > 1;

    public override IEnumerable<Value> Inputs => Operands;

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => (Expression.Cost() + 1L) * Length;
}

/// <summary>Changes the layout: the same elements, channels last instead of channels first, or the other way round.</summary>
internal sealed record Permute(Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}

/// <summary>Puts the features, or channels, of several values side by side.</summary>
internal sealed record Concatenate(ImmutableArray<Value> Parts, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => Parts;

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}

/// <summary>Takes a value apart into runs of its features or channels: the reverse of <see cref="Concatenate"/>.</summary>
internal sealed record Split(Value Whole, ImmutableArray<Value> Parts) : Operation
{
    public override IEnumerable<Value> Inputs => [Whole];

    public override IEnumerable<Value> Outputs => Parts;

    public override long Flops => 0;
}

/// <summary>Softmax and cross-entropy in one: the sum of the losses of the batch and, for a mean over the batch, the gradient of the logits.</summary>
internal sealed record SoftmaxCrossEntropy(Value Logits, Value Target, bool Probabilities, double LabelSmoothing, Value Loss, Value? Gradient) : Operation
{
    /// <summary>The class index of targets that count for nothing; or null.</summary>
    public int? IgnoreIndex { get; init; }

    public override IEnumerable<Value> Inputs => [Logits, Target];

    public override IEnumerable<Value> Outputs => new[] { Loss, Gradient }.OfType<Value>();

    public override long Flops => 6L * Logits.Length;
}
