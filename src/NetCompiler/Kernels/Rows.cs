using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>Rows of a caller's memory, whose length has been checked; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>The rows that buffers are made for: a multiple of 16, so that tiles of rows and vectors over rows stay inside.</summary>
    /// <param name="batch">The rows to hold.</param>
    /// <param name="mostRows">The most rows worked on at a time, a multiple of 16.</param>
    /// <returns>The capacity.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Capacity(int batch, int mostRows) => batch >= mostRows ? mostRows : (batch + 15) & ~15;

    /// <summary>The first element of a row.</summary>
    /// <param name="values">The rows; what is passed as read-only is never written.</param>
    /// <param name="row">The row.</param>
    /// <param name="length">Elements per row.</param>
    /// <returns>The element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(ReadOnlySpan<T> values, int row, int length) => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), (nint)row * length);
}
