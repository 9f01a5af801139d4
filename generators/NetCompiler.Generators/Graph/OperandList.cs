using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>Expressions together with the values that their operands stand for.</summary>
internal static class OperandList
{
    /// <summary>Drops operands that are not read and orders the others by their first occurrence, so that equal expressions look equal.</summary>
    public static (Expression Expression, ImmutableArray<Value> Operands) Compact(this Expression expression, ImmutableArray<Value> operands)
    {
        int[] used = [.. expression.Nodes().OfType<Operand>().Select(operand => operand.Index).Distinct()];
        return (expression.Substitute(index => Expressions.Argument(Array.IndexOf(used, index))), [.. used.Select(index => operands[index])]);
    }
}
