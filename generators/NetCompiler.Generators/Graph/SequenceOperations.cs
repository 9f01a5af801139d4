namespace NetCompiler.Generators.Graph;

/// <summary>Brings a sequence into the order of the network, <c>[steps, batch, length]</c>, or back into that of the caller, <c>[batch, steps, length]</c>.</summary>
internal sealed record Arrange(Value Operand, Value Result, bool ByStep) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;

    public override bool WorksOnSequences => true;
}

/// <summary>The last step of a sequence.</summary>
internal sealed record TakeLast(Value Sequence, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Sequence];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;

    public override bool WorksOnSequences => true;
}

/// <summary>A sequence that is zero in all steps but the last: the reverse of <see cref="TakeLast"/>.</summary>
internal sealed record PlaceLast(Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;

    public override bool WorksOnSequences => true;
}

/// <summary>How the steps of a sequence become one.</summary>
internal enum Pooling
{
    Mean,
    Max,
}

/// <summary>The mean or the maximum over the steps of each feature.</summary>
internal sealed record PoolSteps(Pooling Kind, Value Sequence, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Sequence];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => Sequence.ExampleLength;

    public override bool WorksOnSequences => true;
}

/// <summary>The adjoint of <see cref="PoolSteps"/>: to every step its part, or all to the first one that has the maximum.</summary>
/// <param name="Kind">How it was pooled.</param>
/// <param name="Adjoint">The adjoint of what was pooled.</param>
/// <param name="Sequence">The sequence, for the maximum; else null.</param>
/// <param name="Pooled">Its maximum; else null.</param>
/// <param name="Result">The adjoint of the sequence.</param>
internal sealed record SpreadSteps(Pooling Kind, Value Adjoint, Value? Sequence, Value? Pooled, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => new[] { Adjoint, Sequence, Pooled }.OfType<Value>();

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => Result.ExampleLength;

    public override bool WorksOnSequences => true;
}

/// <summary>The transpose of a weight.</summary>
internal sealed record Transpose(Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}

/// <summary>Every sequence from its last step to its first; its own adjoint.</summary>
internal sealed record ReverseSteps(Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;

    public override bool WorksOnSequences => true;
}

/// <summary>For every step the steps that a causal kernel sees, side by side, the oldest first; before the first step those that the state holds, or zeros.</summary>
/// <param name="Operand">The sequence.</param>
/// <param name="Kernel">How many steps it sees.</param>
/// <param name="Dilation">Steps from one to the next.</param>
/// <param name="Result">What it sees, kernel · length elements.</param>
/// <param name="History">The steps before the current one, where a stream is gone through step by step.</param>
internal sealed record Delays(Value Operand, int Kernel, int Dilation, Value Result, Value History) : Operation
{
    /// <summary>Where the steps in front of the first one lie in the state that callers may begin a sequence with, and get at its end; -1 when every sequence begins with zeros.</summary>
    public int StateOffset { get; init; } = -1;

    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;

    public override bool WorksOnSequences => true;
}

/// <summary>The adjoint of <see cref="Delays"/>: what all steps that see a step have for it.</summary>
internal sealed record SumDelays(Value Operand, int Kernel, int Dilation, Value Result) : Operation
{
    /// <summary>Where the gradient of the steps in front of the first one lies in that of the state; -1 for nowhere.</summary>
    public int StateOffset { get; init; } = -1;

    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => Operand.ExampleLength;

    public override bool WorksOnSequences => true;
}
