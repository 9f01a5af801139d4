using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>What is done where sequences of a batch have ended before others; used by generated code. In the network padding holds finite numbers, which reach no result, and its
/// gradient is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Padding
{
    /// <summary>The steps of all sequences together, without padding.</summary>
    /// <param name="rows">The number of sequences.</param>
    /// <param name="steps">The steps of each where there is no padding.</param>
    /// <param name="lengths">The steps of each; empty where there is no padding.</param>
    /// <returns>Their number.</returns>
    public static double Count(int rows, int steps, ReadOnlySpan<int> lengths)
    {
        if (lengths.IsEmpty)
            return (double)rows * steps;
        double count = 0;
        foreach (int length in lengths)
            count += length;
        return count;
    }

    /// <summary>The targets that count for something.</summary>
    /// <param name="target">The targets, [rows, steps].</param>
    /// <param name="steps">The steps of each in memory.</param>
    /// <param name="lengths">The steps of each; empty where there is no padding.</param>
    /// <param name="ignored">The class index of those that do not count.</param>
    /// <returns>Their number; 1 when there is none, so that the mean of nothing is 0.</returns>
    public static double Counted<T>(ReadOnlySpan<T> target, int steps, ReadOnlySpan<int> lengths, int ignored) where T : unmanaged =>
        Math.Max(CountedOrNone(target, steps, lengths, ignored), 1);

    /// <summary>The same, 0 when there is none.</summary>
    internal static double CountedOrNone<T>(ReadOnlySpan<T> target, int steps, ReadOnlySpan<int> lengths, double ignored) where T : unmanaged
    {
        double count = 0;
        for (int first = 0; first < target.Length; first += steps)
        {
            int length = lengths.IsEmpty ? steps : lengths[first / steps];
            for (int i = first; i < first + length; i++)
                count += Element<T>.ToDouble(target[i]) != ignored ? 1 : 0;
        }

        return count;
    }

    /// <summary>The steps of the longest sequence.</summary>
    /// <param name="lengths">The steps of each.</param>
    /// <returns>The greatest of them.</returns>
    internal static int Longest(ReadOnlySpan<int> lengths)
    {
        int longest = 0;
        foreach (int length in lengths)
            longest = Math.Max(longest, length);
        return longest;
    }

    /// <summary>Lets sequences that have ended keep their state.</summary>
    /// <param name="before">The state before the step.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="step">The step.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hold<T>(ref T before, ref T after, int length, int step, in RowBlock<T> m) where T : unmanaged
    {
        if (!m.Lengths.IsEmpty)
            CopyRows(ref before, ref after, length, step, m.Lengths, hasEnded: true);
    }

    /// <summary>Before a scan from the last step to the first, whose sequences begin at their own last step: zero for the shorter ones, which begin later.</summary>
    /// <param name="state">The initial state of the longest ones; it is changed.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void ClearShorter<T>(ref T state, int length, in RowBlock<T> m) where T : unmanaged
    {
        for (int row = 0; row < m.Lengths.Length; row++)
        {
            if (m.Lengths[row] < m.Steps)
                Row(ref state, row, length).Clear();
        }
    }

    /// <summary>In such a scan, gives their initial state to the sequences whose last step this is.</summary>
    /// <param name="initial">The initial state of all.</param>
    /// <param name="state">The state of the scan.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="step">The step.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<T>(ref T initial, ref T state, int length, int step, in RowBlock<T> m) where T : unmanaged
    {
        if (!m.Lengths.IsEmpty)
            CopyRows(ref initial, ref state, length, step, m.Lengths, hasEnded: false);
    }

    /// <summary>Sets a gradient to zero behind the end of each sequence.</summary>
    /// <param name="sequence">The sequence step by step.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void Clear<T>(ref T sequence, int length, in RowBlock<T> m) where T : unmanaged
    {
        for (int row = 0; row < m.Lengths.Length; row++)
        {
            for (int t = m.Lengths[row]; t < m.Steps; t++)
                Row(ref sequence, (t * m.Rows) + row, length).Clear();
        }
    }

    private static void CopyRows<T>(ref T from, ref T to, int length, int step, ReadOnlySpan<int> lengths, bool hasEnded)
    {
        for (int row = 0; row < lengths.Length; row++)
        {
            if (hasEnded ? lengths[row] <= step : lengths[row] == step + 1)
                Row(ref from, row, length).CopyTo(Row(ref to, row, length));
        }
    }

    private static Span<T> Row<T>(ref T first, int row, int length) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, (nint)row * length), length);
}
