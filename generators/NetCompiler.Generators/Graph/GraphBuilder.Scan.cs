using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

internal sealed partial class GraphBuilder
{
    /// <summary>Where values that steps get from the one before lie in the state that callers see.</summary>
    public Dictionary<Value, int> StateOffsets { get; } = [];

    /// <summary>What values that steps get from the one before are at first, where that is not zero.</summary>
    public Dictionary<Value, Value> Initial { get; } = [];

    /// <summary>Appends operations that are done step by step.</summary>
    /// <param name="steps">The most steps.</param>
    /// <param name="before">What each step gets from the one before, as sequences.</param>
    /// <param name="step">Appends the operations of one step and returns what it hands on, in the same order.</param>
    /// <param name="initial">What the first step gets, if not what <see cref="Initial"/> says; null for zeros.</param>
    /// <param name="isReverse">Whether the last step comes first.</param>
    /// <returns>What the steps hand on, as sequences.</returns>
    public Value[] Scan(int steps, Value[] before, Func<Value[]> step, Value?[]? initial = null, bool isReverse = false)
    {
        ImmutableArray<Operation>.Builder outside = _operations;
        _operations = ImmutableArray.CreateBuilder<Operation>();
        Value[] after = step();
        // Each needs memory of its own.
        for (int i = 0; i < after.Length; i++)
        {
            if (Array.IndexOf(after, after[i]) < i || !_operations.Any(operation => operation.Outputs.Contains(after[i])))
                after[i] = Map(after[i].Name, Expressions.Argument(0), preservesSign: true, after[i]);
        }

        ImmutableArray<Operation> body = _operations.ToImmutable();
        _operations = outside;
        Append(new Scan(body, [.. before.Zip(after, (from, to) => new Carry(from, to, InitialOf(from)) { StateOffset = StateOffsets.TryGetValue(from, out int offset) ? offset : -1 })], steps, isReverse));
        return after;

        Value? InitialOf(Value from) => initial is not null ? initial[Array.IndexOf(before, from)] : Initial.TryGetValue(from, out Value? value) ? value : null;
    }
}
