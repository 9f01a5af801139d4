using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Mean and maximum over the steps of sequences, [steps, rows, length], and their adjoints; used by generated code. Padding takes no part.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepPooling
{
    /// <summary>The mean of each element over the steps.</summary>
    /// <param name="sequence">The sequences.</param>
    /// <param name="pooled">Receives the means, [rows, length].</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mean<T>(ref T sequence, ref T pooled, int length, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length, rows = m.Lengths.IsEmpty ? 1 : m.Rows, count = stride / rows;
        for (int row = 0; row < rows; row++)
        {
            int steps = StepsOf(row, m), i = 0;
            T scale = Element<T>.From(1.0 / steps);
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> sum = Vector.LoadUnsafe(ref sequence, (nuint)i);
                for (int t = 1; t < steps; t++)
                    sum += Vector.LoadUnsafe(ref Unsafe.Add(ref sequence, (nint)t * stride), (nuint)i);
                (sum * scale).StoreUnsafe(ref pooled, (nuint)i);
            }

            for (; i < count; i++)
            {
                double sum = 0;
                for (int t = 0; t < steps; t++)
                    sum += Element<T>.ToDouble(Unsafe.Add(ref sequence, ((nint)t * stride) + i));
                Unsafe.Add(ref pooled, i) = Element<T>.From(sum / steps);
            }

            sequence = ref Unsafe.Add(ref sequence, count);
            pooled = ref Unsafe.Add(ref pooled, count);
        }
    }

    /// <summary>The adjoint of the mean: the same part for every step.</summary>
    /// <param name="adjoint">The adjoint of the mean, [rows, length].</param>
    /// <param name="sequence">Receives the adjoint of the sequences.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MeanAdjoint<T>(ref T adjoint, ref T sequence, int length, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length;
        for (int i = 0; i < stride; i++)
        {
            int steps = StepsOf(i / length, m);
            T part = Element<T>.From(Element<T>.ToDouble(Unsafe.Add(ref adjoint, i)) / steps);
            for (int t = 0; t < m.Steps; t++)
                Unsafe.Add(ref sequence, ((nint)t * stride) + i) = t < steps ? part : default;
        }
    }

    /// <summary>The maximum of each element over the steps; NaN where one is NaN.</summary>
    /// <param name="sequence">The sequences.</param>
    /// <param name="pooled">Receives the maxima, [rows, length].</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max<T>(ref T sequence, ref T pooled, int length, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length;
        for (int i = 0; i < stride; i++)
        {
            int steps = StepsOf(i / length, m);
            double max = Element<T>.ToDouble(Unsafe.Add(ref sequence, i));
            for (int t = 1; t < steps; t++)
                max = Math.Max(max, Element<T>.ToDouble(Unsafe.Add(ref sequence, ((nint)t * stride) + i)));
            Unsafe.Add(ref pooled, i) = Element<T>.From(max);
        }
    }

    /// <summary>The adjoint of the maximum: all for the first step that has it.</summary>
    /// <param name="adjoint">The adjoint of the maximum, [rows, length].</param>
    /// <param name="sequence">The sequences.</param>
    /// <param name="pooled">Their maxima.</param>
    /// <param name="result">Receives the adjoint of the sequences.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaxAdjoint<T>(ref T adjoint, ref T sequence, ref T pooled, ref T result, int length, in RowBlock<T> m) where T : unmanaged
    {
        int stride = m.Rows * length;
        for (int i = 0; i < stride; i++)
        {
            int steps = StepsOf(i / length, m);
            double max = Element<T>.ToDouble(Unsafe.Add(ref pooled, i));
            bool isFound = false;
            for (int t = 0; t < m.Steps; t++)
            {
                nint at = ((nint)t * stride) + i;
                bool isIt = !isFound && t < steps && Element<T>.ToDouble(Unsafe.Add(ref sequence, at)) == max;
                Unsafe.Add(ref result, at) = isIt ? Unsafe.Add(ref adjoint, i) : default;
                isFound |= isIt;
            }
        }
    }

    private static int StepsOf<T>(int row, in RowBlock<T> m) where T : unmanaged => m.Lengths.IsEmpty ? m.Steps : m.Lengths[row];
}
