using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>How large the elements of some tensors are.</summary>
internal struct Magnitudes
{
    /// <summary>Elements whose squares are added up in the element type before the sum is widened.</summary>
    private const int Run = 2048;

    /// <summary>What very small elements are divided by before they are squared.</summary>
    private const double Tiny = 1e-18;

    /// <summary>The sum of the squares of the finite elements.</summary>
    public double SumOfSquares { get; private set; }

    /// <summary>The greatest magnitude of a finite element.</summary>
    public double Max { get; private set; }

    /// <summary>How many elements there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them are infinite or NaN.</summary>
    public long NonFinite { get; private set; }

    /// <summary>The root of the mean square of the finite elements; NaN when there are none.</summary>
    public readonly double Rms => Math.Sqrt(SumOfSquares / (Count - NonFinite));

    /// <summary>Adds elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="scale">A factor on each of them.</param>
    public void Add<T>(ReadOnlySpan<T> values, double scale = 1.0) where T : unmanaged
    {
        Count += values.Length;
        double sum = 0, max = 0;
        for (; !values.IsEmpty; values = values[Math.Min(Run, values.Length)..])
        {
            ReadOnlySpan<T> run = values[..Math.Min(Run, values.Length)];
            (double square, double largest) = OfRun(run);
            if (!IsExact<T>(square) && (square != 0 || largest != 0))
                (square, largest) = OfExtreme(run, square, largest);
            sum += square;
            max = Math.Max(max, largest);
        }

        SumOfSquares += sum * scale * scale;
        Max = Math.Max(Max, max * Math.Abs(scale));
    }

    /// <summary>The sum of the squares of the finite elements of a short vector.</summary>
    public static double SquaredLength<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        double square = ScaledSquares(values, factor: 1);
        if (IsExact<T>(square))
            return square;
        Magnitudes magnitudes = default;
        magnitudes.Add(values);
        return magnitudes.SumOfSquares;
    }

    /// <summary>The sum of the squares of the finite elements of a - b.</summary>
    public static double SquaredDistance<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged
    {
        double sum = 0;
        for (; !a.IsEmpty; a = a[Math.Min(Run, a.Length)..], b = b[Math.Min(Run, b.Length)..])
        {
            int count = Math.Min(Run, a.Length);
            double square = OfDifference(a[..count], b[..count], factor: 1);
            sum += IsExact<T>(square) ? square : square < 1 ? OfDifference(a[..count], b[..count], 1 / Tiny) * Tiny * Tiny : OfAnyDifference(a[..count], b[..count]);
        }

        return sum;
    }

    /// <summary>Whether no square that counts has vanished or overflowed on the way to a sum: in float those below 1e-38 and above 1e38 do.</summary>
    public static bool IsExact<T>(double square) => typeof(T) == typeof(float) ? square is > 1e-25 and < 1e30 : square is > 1e-280 and < 1e300;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double OfDifference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, double factor) where T : unmanaged
    {
        ref T x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector<T> factors = Element<T>.Broadcast(factor), even = Vector<T>.Zero, odd = even;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)a.Length, i = 0;
        for (; i + (2 * width) <= count; i += 2 * width)
        {
            Vector<T> d0 = (Vector.LoadUnsafe(ref x, i) - Vector.LoadUnsafe(ref y, i)) * factors;
            Vector<T> d1 = (Vector.LoadUnsafe(ref x, i + width) - Vector.LoadUnsafe(ref y, i + width)) * factors;
            even = Element<T>.MultiplyAdd(d0, d0, even);
            odd = Element<T>.MultiplyAdd(d1, d1, odd);
        }

        double sum = Element<T>.ToDouble(Vector.Sum(even + odd));
        for (; i < count; i++)
        {
            double difference = (Element<T>.ToDouble(Unsafe.Add(ref x, i)) - Element<T>.ToDouble(Unsafe.Add(ref y, i))) * factor;
            sum += difference * difference;
        }

        return sum;
    }

    private static double OfAnyDifference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = Element<T>.ToDouble(a[i]) - Element<T>.ToDouble(b[i]);
            sum += double.IsFinite(difference) ? difference * difference : 0;
        }

        return sum;
    }

    /// <summary>The sum of the squares, NaN if an element is, and the greatest magnitude, from which NaN may be lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Square, double Max) OfRun<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> a = Vector<T>.Zero, b = a, c = a, d = a, most = a, more = a;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + (4 * width) <= count; i += 4 * width)
        {
            Vector<T> v0 = Vector.LoadUnsafe(ref first, i), v1 = Vector.LoadUnsafe(ref first, i + width);
            Vector<T> v2 = Vector.LoadUnsafe(ref first, i + (2 * width)), v3 = Vector.LoadUnsafe(ref first, i + (3 * width));
            a = Element<T>.MultiplyAdd(v0, v0, a);
            b = Element<T>.MultiplyAdd(v1, v1, b);
            c = Element<T>.MultiplyAdd(v2, v2, c);
            d = Element<T>.MultiplyAdd(v3, v3, d);
            most = Vector.MaxNative(most, Vector.MaxNative(Vector.Abs(v0), Vector.Abs(v1)));
            more = Vector.MaxNative(more, Vector.MaxNative(Vector.Abs(v2), Vector.Abs(v3)));
        }

        for (; i + width <= count; i += width)
        {
            Vector<T> v = Vector.LoadUnsafe(ref first, i);
            a = Element<T>.MultiplyAdd(v, v, a);
            most = Vector.MaxNative(most, Vector.Abs(v));
        }

        double sum = Element<T>.ToDouble(Vector.Sum(a + b + (c + d))), max = Element<T>.MaxAcross(Vector.MaxNative(most, more));
        for (; i < count; i++)
        {
            double value = Element<T>.ToDouble(Unsafe.Add(ref first, i));
            sum += value * value;
            max = Math.Max(max, Math.Abs(value));
        }

        return (sum, max);
    }

    /// <summary>Brings the greatest of very large or small elements to about 1 first, and leaves out those that are not finite.</summary>
    private (double Square, double Max) OfExtreme<T>(ReadOnlySpan<T> values, double square, double largest) where T : unmanaged
    {
        (double least, double greatest) = typeof(T) == typeof(float) ? (1e-38, 1e38) : (1e-300, 1e300);
        double factor = Math.Clamp(1 / largest, least, greatest);
        if (!double.IsNaN(square) && double.IsFinite(largest))
            return (ScaledSquares(values, factor) / factor / factor, largest);
        double sum = 0, max = 0;
        foreach (T element in values)
        {
            double value = Element<T>.ToDouble(element);
            if (!double.IsFinite(value))
            {
                NonFinite++;
                continue;
            }

            sum += value * value;
            max = Math.Max(max, Math.Abs(value));
        }

        return (sum, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double ScaledSquares<T>(ReadOnlySpan<T> values, double factor) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> factors = Element<T>.Broadcast(factor), a = Vector<T>.Zero, b = a;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + (2 * width) <= count; i += 2 * width)
        {
            Vector<T> v0 = Vector.LoadUnsafe(ref first, i) * factors, v1 = Vector.LoadUnsafe(ref first, i + width) * factors;
            a = Element<T>.MultiplyAdd(v0, v0, a);
            b = Element<T>.MultiplyAdd(v1, v1, b);
        }

        double sum = Element<T>.ToDouble(Vector.Sum(a + b));
        for (; i < count; i++)
        {
            double value = Element<T>.ToDouble(Unsafe.Add(ref first, i)) * factor;
            sum += value * value;
        }

        return sum;
    }
}
