using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>Rows of a table by their number; used by generated code. Ids have been checked; one that changed since counts as 0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tokens
{
    /// <summary>Copies the row of every id.</summary>
    /// <param name="ids">The ids, [rows, perRow].</param>
    /// <param name="table">The table, [vocabulary, length].</param>
    /// <param name="result">Receives [rows, perRow · length].</param>
    /// <param name="perRow">Ids of one row.</param>
    /// <param name="vocabulary">How many ids there are.</param>
    /// <param name="length">Elements for each id.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(ref T ids, ref T table, ref T result, int perRow, int vocabulary, int length, in RowBlock<T> m) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = m.Rows * perRow;
        for (int i = 0; i < count; i++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Row(ref table, Unsafe.Add(ref ids, i), vocabulary, length), length).CopyTo(MemoryMarshal.CreateSpan(ref result, length));
            result = ref Unsafe.Add(ref result, length);
        }
    }

    /// <summary>Adds the gradient of every row to that of the id.</summary>
    /// <param name="ids">The ids, [rows, perRow].</param>
    /// <param name="gradient">The gradient of what was gathered, [rows, perRow · length].</param>
    /// <param name="result">Receives the gradient of the table, [vocabulary, length].</param>
    /// <param name="perRow">Ids of one row.</param>
    /// <param name="vocabulary">How many ids there are.</param>
    /// <param name="length">Elements for each id.</param>
    /// <param name="padding">An id whose row gets nothing; -1 for none.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScatterAdd<T>(ref T ids, ref T gradient, ref T result, int perRow, int vocabulary, int length, int padding, in RowBlock<T> m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!m.Accumulates)
            Rows.Clear(ref result, vocabulary * length);
        int count = m.Rows * perRow;
        T skipped = T.CreateTruncating(padding);
        for (int i = 0; i < count; i++)
        {
            T id = Unsafe.Add(ref ids, i);
            if (id != skipped)
            {
                ref T row = ref Row(ref result, id, vocabulary, length);
                Rows.Add(ref row, ref gradient, ref row, length);
            }
            gradient = ref Unsafe.Add(ref gradient, length);
        }
    }

    /// <summary>The index of the first id that is not in the vocabulary.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="vocabulary">How many there are.</param>
    /// <returns>Its index, or -1.</returns>
    internal static int FirstInvalid<T>(ReadOnlySpan<T> ids, int vocabulary) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T end = T.CreateTruncating(vocabulary);
        for (int i = 0; i < ids.Length; i++)
        {
            // Not a number is not in any range.
            if (!(ids[i] >= T.Zero && ids[i] < end && T.Floor(ids[i]) == ids[i]))
                return i;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Row<T>(ref T table, T id, int vocabulary, int length) where T : IBinaryFloatingPointIeee754<T>
    {
        int row = int.CreateSaturating(id);
        return ref Unsafe.Add(ref table, (nint)((uint)row < (uint)vocabulary ? row : 0) * length);
    }
}
