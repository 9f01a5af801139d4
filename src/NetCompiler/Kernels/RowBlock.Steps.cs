using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>The part that knows about time.</summary>
public readonly ref partial struct RowBlock<T> where T : unmanaged
{
    /// <summary>The same block, of sequences.</summary>
    /// <param name="callerSteps">The steps of every sequence in the caller's memory.</param>
    /// <param name="lengths">The steps of each sequence of the batch without padding; empty when there is none.</param>
    /// <param name="first">The place in the batch of the block's first row.</param>
    /// <returns>The block.</returns>
    public RowBlock<T> WithSteps(int callerSteps, ReadOnlySpan<int> lengths, int first)
    {
        if (lengths.IsEmpty)
            return this with { Steps = callerSteps, CallerSteps = callerSteps };
        lengths = lengths.Slice(first, Rows);
        return this with { Steps = Padding.Longest(lengths), CallerSteps = callerSteps, Lengths = lengths };
    }

    /// <summary>All steps of all rows, for what is done to each of them alike.</summary>
    /// <returns>The same block, with steps · rows rows.</returns>
    public RowBlock<T> EveryStep() => this with { Rows = Rows * Steps, Scale = Element<T>.From(1.0 / Padding.Count(Rows, Steps, Lengths)) };

    /// <summary>The rows of <see cref="EveryStep"/> that are no padding, as runs.</summary>
    /// <returns>The runs, to be enumerated.</returns>
    public LiveRuns LiveRuns() => new(Rows, Steps, Lengths, isByExample: false);

    /// <summary>The same for sequences in the order of the caller.</summary>
    /// <returns>The runs, to be enumerated.</returns>
    public LiveRuns LiveRunsByExample() => new(Rows, Steps, Lengths, isByExample: true);

    /// <summary>One step of a sequence, [rows, n].</summary>
    /// <param name="offset">Elements per row in front of the sequence.</param>
    /// <param name="length">Elements per row of one step.</param>
    /// <param name="step">The step.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(int offset, int length, int step) => ref Unsafe.Add(ref A(offset), (nint)step * length * Rows);
}
