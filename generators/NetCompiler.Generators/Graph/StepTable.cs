namespace NetCompiler.Generators.Graph;

/// <summary>Adds a row of its own to every step: y[t] = x[t] + table[t].</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Table">A row for every step, <c>[steps, length]</c>.</param>
/// <param name="Result">The sum.</param>
internal sealed record AddSteps(Value Sequence, Value Table, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Sequence, Table];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => Result.Length;

    public override bool WorksOnSequences => true;
}

/// <summary>The sum over the batch for every step: the adjoint of the table of <see cref="AddSteps"/>.</summary>
internal sealed record SumSteps(Value Sequence, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Sequence];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => Sequence.Length;

    public override bool WorksOnSequences => true;
}
