namespace NetCompiler.Generators.Graph;

/// <summary>A weight with the columns that a kernel works on at a time next to each other.</summary>
internal sealed record PackPanels(Value Weight, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Weight];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 0;
}
