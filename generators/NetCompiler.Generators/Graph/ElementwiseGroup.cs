using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>One of the functions of a group.</summary>
/// <param name="Expression">What to compute: operand i is that of the group, operand n + j, for n operands, the result of function j before it.</param>
/// <param name="Result">The result.</param>
/// <param name="Stores">Whether anything but the functions behind it reads the result.</param>
internal sealed record GroupedFunction(Expression Expression, Value Result, bool Stores);

/// <summary>Elementwise functions of one shape that build on one another, in one loop.</summary>
internal sealed record ElementwiseGroup(ImmutableArray<Value> Operands, ImmutableArray<GroupedFunction> Functions) : Operation
{
    public override IEnumerable<Value> Inputs => Operands;

    public override IEnumerable<Value> Outputs => Functions.Where(function => function.Stores).Select(function => function.Result);

    public override long Flops => Functions.Sum(function => (long)function.Expression.Cost() * function.Result.Length);
}
