using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>A value that a scan hands from one step to the next.</summary>
/// <param name="Before">What a step gets: the sequence of the values after the steps before, the first of them the initial one.</param>
/// <param name="After">What a step gives.</param>
/// <param name="Initial">The value before the first step; null for zeros.</param>
internal sealed record Carry(Value Before, Value After, Value? Initial)
{
    /// <summary>Where the value lies in the state that callers may begin a sequence with, and get at its end; -1 when they do not see it. Of an adjoint, the same in the gradient of the state.</summary>
    public int StateOffset { get; init; } = -1;
}

/// <summary>Operations that are done step by step, because a step needs what the one before gave. Every value that they write is a sequence, of which they see the current step;
/// the same operation outside of a scan is done to all steps at once.</summary>
/// <param name="Body">The operations of one step.</param>
/// <param name="Carries">What goes from step to step.</param>
/// <param name="Steps">The most steps.</param>
/// <param name="IsReverse">Whether the last step comes first.</param>
internal sealed record Scan(ImmutableArray<Operation> Body, ImmutableArray<Carry> Carries, int Steps, bool IsReverse) : Operation
{
    public override IEnumerable<Value> Inputs
    {
        get
        {
            HashSet<Value> inside = [.. Outputs];
            return Body.SelectMany(operation => operation.Inputs).Where(input => !inside.Contains(input)).Concat(Carries.Select(carry => carry.Initial).OfType<Value>()).Distinct();
        }
    }

    public override IEnumerable<Value> Outputs => Carries.Select(carry => carry.Before).Concat(Body.SelectMany(operation => operation.Outputs));

    public override long Flops => Body.Sum(operation => operation.Flops);

    public override bool WorksOnSequences => true;
}
