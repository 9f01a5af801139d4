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

    /// <summary>The same rows with the steps of what a decoder writes.</summary>
    /// <param name="previous">What the first of the steps reads.</param>
    /// <param name="callerSteps">The steps of every target in the caller's memory.</param>
    /// <param name="lengths">The steps of each target of the batch without padding; empty when there is none.</param>
    /// <param name="first">The place in the batch of the block's first row.</param>
    /// <returns>The block.</returns>
    public RowBlock<T> OfDecoder(ref T previous, int callerSteps, ReadOnlySpan<int> lengths, int first) =>
        (new RowBlock<T>(this, ref previous) with { Lengths = [] }).WithSteps(callerSteps, lengths, first);

    /// <summary>The same block, of sequences that begin with a state.</summary>
    /// <param name="state">The state, or null.</param>
    /// <param name="first">The place in the batch of the block's first row.</param>
    /// <returns>The block.</returns>
    public RowBlock<T> WithState(SequenceState<T>? state, int first) =>
        state is null ? this : this with { State = state.Rows(state.Values, first, Rows), StateGradient = state.Rows(state.Gradients, first, Rows) };

    /// <summary>The same block with the state that a training step began with, which is another one at its end.</summary>
    /// <param name="state">The state, or null.</param>
    /// <returns>The block.</returns>
    public RowBlock<T> AsBegun(SequenceState<T>? state) => state is null ? this : this with { State = state.Rows(state.Begun, 0, Rows) };

    /// <summary>Begins a scan with a value of the state, or with zeros.</summary>
    /// <param name="offset">Where the value lies in each row of the state.</param>
    /// <param name="value">Receives it, [rows, length].</param>
    /// <param name="length">Its elements.</param>
    public void BeginState(int offset, ref T value, int length)
    {
        if (State.IsEmpty)
            Sequences.Clear(ref value, length, this);
        else
            Kernels.Rows.Copy(ref State[offset], State.Length / Rows, ref value, length, length, Rows);
    }

    /// <summary>Puts what a scan gave last into the state.</summary>
    /// <param name="offset">Where the value lies in each row of the state.</param>
    /// <param name="value">The value, [rows, length].</param>
    /// <param name="length">Its elements.</param>
    public void EndState(int offset, ref T value, int length) => Put(State, offset, ref value, length);

    /// <summary>Puts the gradient of what a scan began with into that of the state.</summary>
    /// <param name="offset">Where the value lies in each row of the state.</param>
    /// <param name="value">The gradient, [rows, length].</param>
    /// <param name="length">Its elements.</param>
    public void EndGradient(int offset, ref T value, int length) => Put(StateGradient, offset, ref value, length);

    /// <summary>All steps of all rows, for what is done to each of them alike.</summary>
    /// <returns>The same block, with steps · rows rows.</returns>
    public RowBlock<T> EveryStep() => this with { Rows = Rows * Steps, AllRows = AllRows * Steps };

    /// <summary>How many steps sums over steps take at a time: as many as have the rows of a part, but no more than are kept.</summary>
    /// <param name="most">The most steps, a power of two.</param>
    /// <param name="rows">Rows that pay for reading and writing the gradient of a weight, and still are in the cache.</param>
    /// <returns>A power of two.</returns>
    public int FewSteps(int most, int rows)
    {
        while (most > 1 && most * Rows > rows)
            most /= 2;
        return most;
    }

    /// <summary>A few steps of all rows, for sums over steps that begin with the last: each part adds to what those behind it left.</summary>
    /// <param name="step">The first of them.</param>
    /// <param name="most">The most steps of a part.</param>
    /// <returns>The same block with those rows; what is passed besides has to begin with that step.</returns>
    public RowBlock<T> StepsFrom(int step, int most) => this with { Rows = Rows * Math.Min(Steps - step, most), Accumulates = Accumulates || step + most < Steps };

    /// <summary>A single step of the rows.</summary>
    /// <returns>The same block, of one step.</returns>
    public RowBlock<T> OneStep() => this with { Steps = 1, CallerSteps = 1, Lengths = [] };

    /// <summary>The steps of a stream up to the current one.</summary>
    /// <param name="step">The current step.</param>
    /// <returns>The same block, of step + 1 steps.</returns>
    public RowBlock<T> UpTo(int step) => this with { Steps = step + 1, CallerSteps = step + 1, Lengths = [] };

    /// <summary>The steps of a row without padding.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The steps.</returns>
    internal int LengthOf(int row) => Lengths.IsEmpty ? Steps : Lengths[row];

    /// <summary>The rows of <see cref="EveryStep"/> that are no padding, as runs.</summary>
    /// <returns>The runs, to be enumerated.</returns>
    public LiveRuns LiveRuns() => new(Rows, Steps, Lengths, isByExample: false);

    /// <summary>The same for sequences in the order of the caller.</summary>
    /// <returns>The runs, to be enumerated.</returns>
    public LiveRuns LiveRunsByExample() => new(Rows, Steps, Lengths, isByExample: true);

    private void Put(Span<T> state, int offset, ref T value, int length)
    {
        if (!state.IsEmpty)
            Kernels.Rows.Copy(ref value, length, ref state[offset], state.Length / Rows, length, Rows);
    }

    /// <summary>One step of a sequence, [rows, n].</summary>
    /// <param name="offset">Elements per row in front of the sequence.</param>
    /// <param name="length">Elements per row of one step.</param>
    /// <param name="step">The step.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(int offset, int length, int step) => ref Unsafe.Add(ref A(offset), (nint)step * length * Rows);
}
