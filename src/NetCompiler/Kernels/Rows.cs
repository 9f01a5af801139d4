using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>Rows of a caller's memory, whose length has been checked; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>Copies some columns of a matrix to columns of another one.</summary>
    /// <param name="from">The first element to copy.</param>
    /// <param name="fromLength">Elements per row where it is copied from.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="toLength">Elements per row there.</param>
    /// <param name="columns">Elements to copy of each row.</param>
    /// <param name="rows">The number of rows.</param>
    public static void Copy<T>(ref T from, int fromLength, ref T to, int toLength, int columns, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref from, columns).CopyTo(MemoryMarshal.CreateSpan(ref to, columns));
            from = ref Unsafe.Add(ref from, fromLength);
            to = ref Unsafe.Add(ref to, toLength);
        }
    }

    /// <summary>Sets elements to zero.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="length">How many.</param>
    public static void Clear<T>(ref T first, int length) => MemoryMarshal.CreateSpan(ref first, length).Clear();

    /// <summary>sum = x + y, element by element; the sum may be one of the two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<T>(ref T x, ref T y, ref T sum, int length) where T : unmanaged
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref x, (nuint)i) + Vector.LoadUnsafe(ref y, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        for (; i < length; i++)
            Unsafe.Add(ref sum, i) = Element<T>.From(Element<T>.ToDouble(Unsafe.Add(ref x, i)) + Element<T>.ToDouble(Unsafe.Add(ref y, i)));
    }

    /// <summary>The rows that buffers are made for: a multiple of 16, so that tiles of rows and vectors over rows stay inside.</summary>
    /// <param name="batch">The rows to hold.</param>
    /// <param name="mostRows">The most rows worked on at a time, a multiple of 16.</param>
    /// <returns>The capacity.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Capacity(int batch, int mostRows) => batch >= mostRows ? mostRows : (batch + 15) & ~15;

    /// <summary>The same where a single row is a stream, whose values lie behind one another without gaps.</summary>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="mostRows">The most rows worked on at a time.</param>
    /// <returns>The rows.</returns>
    public static int StreamCapacity(int batch, int mostRows) => batch == 1 ? 1 : Capacity(batch, mostRows);

    /// <summary>The first element of a row.</summary>
    /// <param name="values">The rows; what is passed as read-only is never written.</param>
    /// <param name="row">The row.</param>
    /// <param name="length">Elements per row.</param>
    /// <returns>The element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(ReadOnlySpan<T> values, int row, int length) => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), (nint)row * length);

    /// <inheritdoc cref="At{T}(ReadOnlySpan{T}, int, int)"/>
    // Before C# 14 type inference does not see a span as a read-only one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(Span<T> values, int row, int length) => ref At((ReadOnlySpan<T>)values, row, length);
}
