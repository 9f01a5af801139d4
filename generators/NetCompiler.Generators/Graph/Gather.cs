namespace NetCompiler.Generators.Graph;

/// <summary>The rows of a table that indices name, side by side: of k indices and rows of n elements k·n elements.</summary>
/// <param name="Indices">The numbers of rows, from 0.</param>
/// <param name="Table">The table, <c>[rows, n]</c>.</param>
/// <param name="Padding">A row that is not learned; or null.</param>
/// <param name="Result">The rows.</param>
internal sealed record Gather(Value Indices, Value Table, int? Padding, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Indices, Table];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}

/// <summary>The adjoint of <see cref="Gather"/>: adds every row to the one of the table that it was taken from.</summary>
/// <param name="Indices">The numbers of rows.</param>
/// <param name="Adjoint">The adjoint of the rows.</param>
/// <param name="Padding">A row that gets nothing; or null.</param>
/// <param name="Result">The adjoint of the table.</param>
internal sealed record ScatterAdd(Value Indices, Value Adjoint, int? Padding, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Indices, Adjoint];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => Adjoint.Length;
}
