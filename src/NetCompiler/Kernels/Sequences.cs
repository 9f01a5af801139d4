using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>What is done to whole sequences, which lie step by step, [steps, rows, length]; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>From the order of the caller, [rows, steps, length], to that of the network.</summary>
    /// <param name="from">The caller's sequences.</param>
    /// <param name="to">Receives them step by step.</param>
    /// <param name="length">Elements of one step.</param>
    /// <param name="m">The row block.</param>
    public static void ByStep<T>(ref T from, ref T to, int length, in RowBlock<T> m) where T : unmanaged =>
        Swap(ref from, m.Rows, m.Steps, length, ref to);

    /// <summary>From the order of the network to that of the caller.</summary>
    /// <param name="from">The sequences step by step.</param>
    /// <param name="to">Receives them example by example.</param>
    /// <param name="length">Elements of one step.</param>
    /// <param name="m">The row block.</param>
    public static void ByExample<T>(ref T from, ref T to, int length, in RowBlock<T> m) where T : unmanaged =>
        Swap(ref from, m.Steps, m.Rows, length, ref to);

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
    public static void Clear<T>(ref T step, int length, in RowBlock<T> m) where T : unmanaged => MemoryMarshal.CreateSpan(ref step, m.Rows * length).Clear();

    /// <summary>A sequence that is zero but for its last step.</summary>
    /// <param name="step">The last step.</param>
    /// <param name="sequence">Receives all steps.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public static void PlaceLast<T>(ref T step, ref T sequence, int length, in RowBlock<T> m) where T : unmanaged
    {
        int before = (m.Steps - 1) * m.Rows * length;
        MemoryMarshal.CreateSpan(ref sequence, before).Clear();
        Copy(ref step, ref Unsafe.Add(ref sequence, before), length, m);
    }

    private static void Swap<T>(ref T from, int outer, int inner, int length, ref T to)
    {
        if (outer == 1 || inner == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref from, outer * inner * length).CopyTo(MemoryMarshal.CreateSpan(ref to, outer * inner * length));
            return;
        }

        for (int i = 0; i < outer; i++)
        {
            for (int j = 0; j < inner; j++)
            {
                ref T target = ref Unsafe.Add(ref to, (nint)((j * outer) + i) * length);
                for (int n = 0; n < length; n++)
                    Unsafe.Add(ref target, n) = Unsafe.Add(ref from, n);
                from = ref Unsafe.Add(ref from, length);
            }
        }
    }
}
