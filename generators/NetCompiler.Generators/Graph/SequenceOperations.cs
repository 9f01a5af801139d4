namespace NetCompiler.Generators.Graph;

/// <summary>Brings a sequence into the order of the network, <c>[steps, batch, length]</c>, or back into that of the caller, <c>[batch, steps, length]</c>.</summary>
internal sealed record Arrange(Value Operand, Value Result, bool ByStep) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}

/// <summary>The last step of a sequence.</summary>
internal sealed record TakeLast(Value Sequence, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Sequence];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}

/// <summary>A sequence that is zero in all steps but the last: the reverse of <see cref="TakeLast"/>.</summary>
internal sealed record PlaceLast(Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
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
}

/// <summary>The transpose of a weight.</summary>
internal sealed record Transpose(Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}
