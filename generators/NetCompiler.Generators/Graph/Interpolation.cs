namespace NetCompiler.Generators.Graph;

/// <summary>Enlarges a feature map, channels last, by linear interpolation in both directions; the corners are not aligned.</summary>
/// <param name="Vertically">How many times as high the result is; 1 for a line.</param>
/// <param name="Horizontally">How many times as wide it is.</param>
/// <param name="Operand">The map.</param>
/// <param name="Result">The enlarged map.</param>
internal sealed record Interpolate(int Vertically, int Horizontally, Value Operand, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Operand];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 7L * Result.Length;
}

/// <summary>The adjoint of <see cref="Interpolate"/>: gives every element back to those that it lies between.</summary>
/// <param name="Vertically">How many times as high the enlarged map is.</param>
/// <param name="Horizontally">How many times as wide it is.</param>
/// <param name="Adjoint">The adjoint of the enlarged map.</param>
/// <param name="Result">The adjoint of the map.</param>
internal sealed record InterpolateAdjoint(int Vertically, int Horizontally, Value Adjoint, Value Result) : Operation
{
    public override IEnumerable<Value> Inputs => [Adjoint];

    public override IEnumerable<Value> Outputs => [Result];

    public override long Flops => 8L * Adjoint.Length;
}
