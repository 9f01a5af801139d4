using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>One step of a single stream, and where everything lies; used by generated code. It is so small that all of it stays in registers.</summary>
/// <param name="input">The input of the step.</param>
/// <param name="output">Receives its output.</param>
/// <param name="parameters">The flat parameter vector.</param>
/// <param name="activations">The activations, of which those that go from step to step come first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StreamRow<T>(ref T input, ref T output, ref T parameters, ref T activations) where T : unmanaged
{
    private readonly ref T _parameters = ref parameters;
    private readonly ref T _activations = ref activations;

    /// <summary>The input, [InputLength].</summary>
    public readonly ref T Input = ref input;

    /// <summary>The output, [OutputLength].</summary>
    public readonly ref T Output = ref output;

    /// <summary>An activation.</summary>
    /// <param name="offset">Elements in front of it.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T A(int offset) => ref Unsafe.Add(ref _activations, (nint)offset);

    /// <summary>One of two places of what goes from step to step.</summary>
    /// <param name="offset">Elements in front of the first place.</param>
    /// <param name="length">Elements of each.</param>
    /// <param name="step">0 or 1.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(int offset, int length, int step) => ref Unsafe.Add(ref _activations, (nint)(offset + (step * length)));

    /// <summary>A value that is the same for all rows, such as a statistic of the batch.</summary>
    /// <param name="distance">How many elements in front of the activations it lies.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T S(int distance) => ref Unsafe.Subtract(ref _activations, distance);

    /// <summary>A parameter tensor.</summary>
    /// <param name="offset">Its offset in the flat vector.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T P(int offset) => ref Unsafe.Add(ref _parameters, (nint)offset);

    /// <summary>The step as a block of one row, for kernels of any number of rows.</summary>
    /// <param name="frontLength">Elements in front of the activations: the panel, then the statistics.</param>
    /// <returns>The block.</returns>
    public RowBlock<T> Block(int frontLength) =>
        new(ref Input, ref Output, ref _parameters, ref Unsafe.Subtract(ref _activations, frontLength), frontLength, rows: 1, capacity: 1) { Steps = 1, CallerSteps = 1 };
}
