using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Tables with a row for every step of a sequence; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepTable
{
    /// <summary>The longest wave is 2π times this. Vaswani et al. 2017.</summary>
    private const double LongestWave = 10_000;

    /// <summary>Sines and cosines of every step: sin(t / 10000^(i/length)) in even places i, and its cosine in the next.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="length">Elements of a step.</param>
    /// <returns>The table, [steps, length].</returns>
    public static T[] Sinusoids<T>(int steps, int length) where T : unmanaged
    {
        var table = new T[steps * length];
        for (int i = 0; i < length; i++)
        {
            double wave = Math.Pow(LongestWave, -(double)(i & ~1) / length);
            for (int t = 0; t < steps; t++)
                table[(t * length) + i] = Element<T>.From((i & 1) == 0 ? Math.Sin(t * wave) : Math.Cos(t * wave));
        }

        return table;
    }

    /// <summary>result[t] = sequence[t] + table[t].</summary>
    /// <param name="sequence">The sequences, [steps, rows, length].</param>
    /// <param name="table">A row for every step.</param>
    /// <param name="result">Receives the sums.</param>
    /// <param name="length">Elements of one step.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ref T sequence, ref T table, ref T result, int length, in RowBlock<T> m) where T : unmanaged
    {
        for (int t = 0; t < m.Steps; t++)
        {
            for (int row = 0; row < m.Rows; row++)
            {
                Rows.Add(ref sequence, ref table, ref result, length);
                sequence = ref Unsafe.Add(ref sequence, length);
                result = ref Unsafe.Add(ref result, length);
            }

            table = ref Unsafe.Add(ref table, length);
        }
    }

    /// <summary>The sum over the rows for every step.</summary>
    /// <param name="sequence">The sequences, [steps, rows, length].</param>
    /// <param name="result">Receives [most, length].</param>
    /// <param name="length">Elements of one step.</param>
    /// <param name="most">The most steps; those that the sequences do not have get 0.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<T>(ref T sequence, ref T result, int length, int most, in RowBlock<T> m) where T : unmanaged
    {
        if (!m.Accumulates)
            Rows.Clear(ref result, most * length);
        for (int t = 0; t < m.Steps; t++)
        {
            for (int row = 0; row < m.Rows; row++)
            {
                Rows.Add(ref sequence, ref result, ref result, length);
                sequence = ref Unsafe.Add(ref sequence, length);
            }

            result = ref Unsafe.Add(ref result, length);
        }
    }
}
