using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>What is done to whole sequences, which lie step by step, [steps, rows, length]; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>From the order of the caller, [rows, caller's steps, length], to that of the network. Padding becomes zero, whatever the caller has there.</summary>
    /// <param name="from">The caller's sequences.</param>
    /// <param name="to">Receives them step by step.</param>
    /// <param name="length">Elements of one step.</param>
    /// <param name="m">The row block.</param>
    public static void ByStep<T>(ref T from, ref T to, int length, in RowBlock<T> m) where T : unmanaged
    {
        if ((m.Rows == 1 || m.Steps == 1) && m.CallerSteps == m.Steps)
        {
            Copy(ref from, ref to, length * m.Steps, m);
            return;
        }

        for (int row = 0; row < m.Rows; row++)
        {
            int end = m.Lengths.IsEmpty ? m.Steps : m.Lengths[row];
            for (int t = 0; t < m.Steps; t++)
            {
                ref T target = ref Unsafe.Add(ref to, (((nint)t * m.Rows) + row) * length);
                if (t < end)
                    CopyElements(ref Unsafe.Add(ref from, (nint)t * length), ref target, length);
                else
                    Rows.Clear(ref target, length);
            }

            from = ref Unsafe.Add(ref from, (nint)m.CallerSteps * length);
        }
    }

    /// <summary>From the order of the network to that of the caller. Padding becomes zero.</summary>
    /// <param name="from">The sequences step by step.</param>
    /// <param name="to">Receives them example by example.</param>
    /// <param name="length">Elements of one step.</param>
    /// <param name="m">The row block.</param>
    public static void ByExample<T>(ref T from, ref T to, int length, in RowBlock<T> m) where T : unmanaged
    {
        if ((m.Rows == 1 || m.Steps == 1) && m.CallerSteps == m.Steps)
        {
            Copy(ref from, ref to, length * m.Steps, m);
            return;
        }

        for (int row = 0; row < m.Rows; row++)
        {
            int end = m.Lengths.IsEmpty ? m.Steps : m.Lengths[row];
            for (int t = 0; t < end; t++)
                CopyElements(ref Unsafe.Add(ref from, (((nint)t * m.Rows) + row) * length), ref Unsafe.Add(ref to, (nint)t * length), length);
            Rows.Clear(ref Unsafe.Add(ref to, (nint)end * length), (m.CallerSteps - end) * length);
            to = ref Unsafe.Add(ref to, (nint)m.CallerSteps * length);
        }
    }

    /// <summary>Every sequence from its own last step to its first; padding becomes zero.</summary>
    /// <param name="from">The sequences.</param>
    /// <param name="to">Receives them reversed.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void Reverse<T>(ref T from, ref T to, int length, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length;
        if (m.Lengths.IsEmpty)
        {
            for (int t = 0; t < m.Steps; t++)
                Copy(ref Unsafe.Add(ref from, (nint)(m.Steps - 1 - t) * stride), ref Unsafe.Add(ref to, (nint)t * stride), length, m);
            return;
        }

        for (int t = 0; t < m.Steps; t++)
        {
            for (int row = 0; row < m.Rows; row++)
            {
                ref T target = ref Unsafe.Add(ref to, ((nint)t * stride) + (row * length));
                int source = m.Lengths[row] - 1 - t;
                if (source >= 0)
                    CopyElements(ref Unsafe.Add(ref from, ((nint)source * stride) + (row * length)), ref target, length);
                else
                    Rows.Clear(ref target, length);
            }
        }
    }

    /// <summary>Copies a step.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void Copy<T>(ref T from, ref T to, int length, in RowBlock<T> m) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref from, m.Rows * length).CopyTo(MemoryMarshal.CreateSpan(ref to, m.Rows * length));

    /// <summary>Fills a step with zeros.</summary>
    /// <param name="step">The step.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void Clear<T>(ref T step, int length, in RowBlock<T> m) where T : unmanaged => Rows.Clear(ref step, m.Rows * length);

    /// <summary>The last step of every sequence.</summary>
    /// <param name="sequence">The sequences.</param>
    /// <param name="last">Receives the last steps, [rows, length].</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void Last<T>(ref T sequence, ref T last, int length, in RowBlock<T> m) where T : unmanaged
    {
        if (m.Lengths.IsEmpty)
        {
            Copy(ref Unsafe.Add(ref sequence, (nint)(m.Steps - 1) * m.Rows * length), ref last, length, m);
            return;
        }

        for (int row = 0; row < m.Rows; row++)
            CopyElements(ref Unsafe.Add(ref sequence, LastOf(row, m) * length), ref Unsafe.Add(ref last, (nint)row * length), length);
    }

    /// <summary>Sequences that are zero but for the last step of each.</summary>
    /// <param name="last">The last steps, [rows, length].</param>
    /// <param name="sequence">Receives all steps.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void PlaceLast<T>(ref T last, ref T sequence, int length, in RowBlock<T> m) where T : unmanaged
    {
        Clear(ref sequence, m.Steps * length, m);
        for (int row = 0; row < m.Rows; row++)
            CopyElements(ref Unsafe.Add(ref last, (nint)row * length), ref Unsafe.Add(ref sequence, LastOf(row, m) * length), length);
    }

    /// <summary>The place of the last step of a sequence among the rows of all steps.</summary>
    private static nint LastOf<T>(int row, in RowBlock<T> m) where T : unmanaged => ((nint)((m.Lengths.IsEmpty ? m.Steps : m.Lengths[row]) - 1) * m.Rows) + row;

    private static void CopyElements<T>(ref T from, ref T to, int length)
    {
        for (int n = 0; n < length; n++)
            Unsafe.Add(ref to, n) = Unsafe.Add(ref from, n);
    }
}
