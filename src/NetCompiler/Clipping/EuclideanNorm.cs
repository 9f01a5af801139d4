using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Euclidean norms, summed in double: the square of no float overflows or vanishes there.</summary>
internal static class EuclideanNorm
{
    /// <summary>Squares of doubles may overflow; those of doubles times this do not, and what vanishes instead is too small to count.</summary>
    private static readonly double s_small = Math.ScaleB(1.0, -600);

    /// <summary>The norm of a vector; NaN or infinite when an element is.</summary>
    public static double Of<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        double sum = SumOfSquares(values, 1.0);
        return typeof(T) == typeof(float) || double.IsFinite(sum) ? Math.Sqrt(sum) : Math.Sqrt(SumOfSquares(values, s_small)) / s_small;
    }

    /// <summary>The norm of every column of a matrix.</summary>
    /// <param name="matrix">The matrix, row-major.</param>
    /// <param name="norms">Receives one norm per column; its length says how many there are.</param>
    public static void OfColumns<T>(ReadOnlySpan<T> matrix, Span<double> norms) where T : unmanaged
    {
        if (norms.Length == 1)
        {
            norms[0] = Of(matrix);
            return;
        }

        double scale = 1.0;
        AddSquares(matrix, scale, norms);
        if (typeof(T) == typeof(double) && !Finite.All<double>(norms))
        {
            scale = s_small;
            AddSquares(matrix, scale, norms);
        }

        for (int j = 0; j < norms.Length; j++)
            norms[j] = Math.Sqrt(norms[j]) / scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares<T>(ReadOnlySpan<T> values, double scale) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<double> factor = Vector.Create(scale), a = default, b = default, c = default, d = default;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + (2 * width) <= count; i += 2 * width)
        {
            AddSquares(Vector.LoadUnsafe(ref first, i), factor, ref a, ref b);
            AddSquares(Vector.LoadUnsafe(ref first, i + width), factor, ref c, ref d);
        }

        if (i + width <= count)
        {
            AddSquares(Vector.LoadUnsafe(ref first, i), factor, ref a, ref b);
            i += width;
        }

        double sum = Vector.Sum(a + b + (c + d));
        for (; i < count; i++)
        {
            double value = Element<T>.ToDouble(Unsafe.Add(ref first, i)) * scale;
            sum += value * value;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquares<T>(Vector<T> values, Vector<double> scale, ref Vector<double> lower, ref Vector<double> upper) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            // No scale: the square of a float fits.
            Vector.Widen(values.As<T, float>(), out Vector<double> low, out Vector<double> high);
            lower = Vector.MultiplyAddEstimate(low, low, lower);
            upper = Vector.MultiplyAddEstimate(high, high, upper);
        }
        else
        {
            Vector<double> scaled = values.As<T, double>() * scale;
            lower = Vector.MultiplyAddEstimate(scaled, scaled, lower);
        }
    }

    /// <summary>Sums the squares of every column, row by row, in sums that stay in the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSquares<T>(ReadOnlySpan<T> matrix, double scale, Span<double> sums) where T : unmanaged
    {
        sums.Clear();
        Vector<double> factor = Vector.Create(scale);
        nuint width = (nuint)Vector<T>.Count, half = (nuint)Vector<double>.Count, columns = (nuint)sums.Length;
        ref double sum = ref MemoryMarshal.GetReference(sums);
        for (int row = 0; row < matrix.Length; row += sums.Length)
        {
            ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), row);
            nuint j = 0;
            for (; j + width <= columns; j += width)
            {
                Vector<double> lower = Vector.LoadUnsafe(ref sum, j), upper = typeof(T) == typeof(float) ? Vector.LoadUnsafe(ref sum, j + half) : default;
                AddSquares(Vector.LoadUnsafe(ref first, j), factor, ref lower, ref upper);
                lower.StoreUnsafe(ref sum, j);
                if (typeof(T) == typeof(float))
                    upper.StoreUnsafe(ref sum, j + half);
            }

            for (; j < columns; j++)
            {
                double value = Element<T>.ToDouble(Unsafe.Add(ref first, j)) * scale;
                Unsafe.Add(ref sum, j) += value * value;
            }
        }
    }
}
