namespace LongMemory;

/// <summary>A task whose examples are made as they are needed.</summary>
internal abstract class MemoryTask
{
    /// <summary>What <see cref="Error"/> measures.</summary>
    public abstract string Unit { get; }

    /// <summary>The error below which the task counts as solved.</summary>
    public abstract double Solved { get; }

    /// <summary>Makes examples.</summary>
    public abstract void Draw(Random random, int steps, Span<float> inputs, Span<float> targets);

    /// <summary>The mean error of outputs.</summary>
    public abstract double Error(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets);
}
