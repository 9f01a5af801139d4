namespace NetCompiler.Generators.Graph;

/// <summary>What is made of the elements of a window.</summary>
internal enum PoolKind
{
    Max,
    Sum,

    /// <summary>The sum, divided by the size of the window.</summary>
    Mean,

    /// <summary>The sum, divided by the number of elements inside the input.</summary>
    MeanInside,
}

/// <summary>Brings every window of a feature map, channels last, down to one element per channel.</summary>
internal sealed record Pool(PoolKind Kind, Window Window, Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => (long)Window.Taps * Result.Length;
}

/// <summary>The adjoint of <see cref="Pool"/>: spreads an element per window over the positions that it came from, and sums where windows overlap. A maximum gives it to the
/// first element that equals it, so it reads the pool's operand and result as well.</summary>
internal sealed record Unpool(PoolKind Kind, Window Window, Value Adjoint, Value? PoolOperand, Value? PoolResult, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => new[] { Adjoint, PoolOperand, PoolResult }.OfType<Value>();

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => (long)Window.Taps * Adjoint.Length;
}
