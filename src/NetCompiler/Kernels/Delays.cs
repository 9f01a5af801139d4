using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>What a causal kernel sees at every step of sequences, [steps, rows, length]: [steps, rows, kernel · length], the oldest step first, before the first step those that
/// the state holds, or zeros; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Delays
{
    /// <summary>Puts the steps that the kernel sees side by side.</summary>
    /// <param name="sequence">The sequences.</param>
    /// <param name="windows">Receives what is seen.</param>
    /// <param name="length">Elements of one row of the sequence.</param>
    /// <param name="kernel">How many steps are seen.</param>
    /// <param name="dilation">Steps from one to the next.</param>
    /// <param name="state">Where the steps before the first lie in each row of the state, the oldest first; the last ones of each sequence take their place. -1 for zeros.</param>
    /// <param name="m">The row block.</param>
    public static void Gather<T>(ref T sequence, ref T windows, int length, int kernel, int dilation, int state, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length, before = (kernel - 1) * dilation;
        bool remembers = state >= 0 && !m.State.IsEmpty;
        for (int t = 0; t < m.Steps; t++)
        {
            for (int k = 0; k < kernel; k++)
            {
                int from = t - ((kernel - 1 - k) * dilation);
                ref T to = ref Unsafe.Add(ref windows, ((nint)t * stride * kernel) + (k * length));
                if (from >= 0)
                    Rows.Copy(ref Unsafe.Add(ref sequence, (nint)from * stride), length, ref to, kernel * length, length, m.Rows);
                else if (remembers)
                    Rows.Copy(ref m.State[state + ((before + from) * length)], m.State.Length / m.Rows, ref to, kernel * length, length, m.Rows);
                else
                    ClearColumns(ref to, kernel * length, length, m.Rows);
            }
        }

        for (int row = 0; row < m.Rows && remembers; row++)
            Remember(ref Unsafe.Add(ref sequence, row * length), m.State.Slice((row * (m.State.Length / m.Rows)) + state, before * length), length, m.LengthOf(row), stride);
    }

    /// <summary>The adjoint of <see cref="Gather"/>.</summary>
    /// <param name="windows">The adjoint of what is seen.</param>
    /// <param name="sequence">Receives the adjoint of the sequences.</param>
    /// <param name="length">Elements of one row of the sequence.</param>
    /// <param name="kernel">How many steps are seen.</param>
    /// <param name="dilation">Steps from one to the next.</param>
    /// <param name="state">Where the adjoint of the steps before the first goes in each row of that of the state; -1 for nowhere.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<T>(ref T windows, ref T sequence, int length, int kernel, int dilation, int state, in RowBlock<T> m) where T : unmanaged
    {
        for (int t = 0; t < m.Steps; t++)
        {
            for (int row = 0; row < m.Rows; row++)
                SumOfStep(ref windows, t, row, ref Unsafe.Add(ref sequence, (((nint)t * m.Rows) + row) * length), length, kernel, dilation, m);
        }

        int before = (kernel - 1) * dilation;
        for (int row = 0; row < m.Rows && state >= 0 && !m.StateGradient.IsEmpty; row++)
        {
            for (int t = -before; t < 0; t++)
                SumOfStep(ref windows, t, row, ref m.StateGradient[(row * (m.StateGradient.Length / m.Rows)) + state + ((before + t) * length)], length, kernel, dilation, m);
        }
    }

    /// <summary>The same as <see cref="Gather"/> for the next step of streams.</summary>
    /// <param name="history">The steps before, the oldest first, [(kernel - 1) · dilation, rows, length]; this step is added, the oldest forgotten.</param>
    /// <param name="step">The step.</param>
    /// <param name="window">Receives what is seen.</param>
    /// <param name="length">Elements of one row of the sequence.</param>
    /// <param name="kernel">How many steps are seen.</param>
    /// <param name="dilation">Steps from one to the next.</param>
    /// <param name="m">The row block.</param>
    public static void Next<T>(ref T history, ref T step, ref T window, int length, int kernel, int dilation, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length, steps = (kernel - 1) * dilation;
        for (int k = 0; k < kernel - 1; k++)
            Rows.Copy(ref Unsafe.Add(ref history, k * dilation * stride), length, ref Unsafe.Add(ref window, k * length), kernel * length, length, m.Rows);
        Rows.Copy(ref step, length, ref Unsafe.Add(ref window, (kernel - 1) * length), kernel * length, length, m.Rows);
        Span<T> all = MemoryMarshal.CreateSpan(ref history, steps * stride);
        all[stride..].CopyTo(all);
        Sequences.Copy(ref step, ref Unsafe.Add(ref history, (steps - 1) * stride), length, m);
    }

    /// <summary>What all windows that see a step have for it; a step before the first one is negative.</summary>
    private static void SumOfStep<T>(ref T windows, int step, int row, ref T sum, int length, int kernel, int dilation, in RowBlock<T> m) where T : unmanaged
    {
        Rows.Clear(ref sum, length);
        for (int k = kernel - 1; k >= 0; k--)
        {
            int by = step + ((kernel - 1 - k) * dilation);
            if (by >= m.Steps)
                break;
            if (by >= 0)
                Rows.Add(ref sum, ref Unsafe.Add(ref windows, ((((nint)by * m.Rows) + row) * kernel * length) + (k * length)), ref sum, length);
        }
    }

    /// <summary>Puts the last steps of a sequence behind those that are remembered, and forgets as many of the oldest.</summary>
    private static void Remember<T>(ref T sequence, Span<T> history, int length, int steps, int stride) where T : unmanaged
    {
        int fresh = Math.Min(steps, history.Length / length), kept = history.Length - (fresh * length);
        history[(fresh * length)..].CopyTo(history);
        for (int i = 0; i < fresh; i++)
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref sequence, (nint)(steps - fresh + i) * stride), length).CopyTo(history[(kept + (i * length))..]);
    }

    private static void ClearColumns<T>(ref T first, int rowLength, int columns, int rows)
    {
        for (int row = 0; row < rows; row++)
            Rows.Clear(ref Unsafe.Add(ref first, row * rowLength), columns);
    }
}
