using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>How large the elements of some tensors are.</summary>
internal struct Magnitudes
{
    /// <summary>Elements whose squares are added up in the element type before the sum is widened.</summary>
    private const int Run = 2048;

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
            // In float, squares below 1e-38 vanish and above 1e38 overflow: what comes near that is done again in double.
            if (largest != 0 && !(square is > 1e-25 and < 1e30))
                (square, largest) = OfAny(run);
            sum += square;
            max = Math.Max(max, largest);
        }

        SumOfSquares += sum * scale * scale;
        Max = Math.Max(Max, max * Math.Abs(scale));
    }

    /// <summary>Adds the elements of a - b.</summary>
    public void AddDifference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged
    {
        Span<T> difference = stackalloc T[Run / 4];
        while (!a.IsEmpty)
        {
            int count = Math.Min(difference.Length, a.Length);
            Subtract(a[..count], b[..count], difference);
            Add<T>(difference[..count]);
            a = a[count..];
            b = b[count..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> difference) where T : unmanaged
    {
        ref T x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(difference);
        nuint width = (nuint)Vector<T>.Count, count = (nuint)a.Length, i = 0;
        for (; i + width <= count; i += width)
            (Vector.LoadUnsafe(ref x, i) - Vector.LoadUnsafe(ref y, i)).StoreUnsafe(ref z, i);
        for (; i < count; i++)
            Unsafe.Add(ref z, i) = Element<T>.From(Element<T>.ToDouble(Unsafe.Add(ref x, i)) - Element<T>.ToDouble(Unsafe.Add(ref y, i)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Square, double Max) OfRun<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> a = Vector<T>.Zero, b = a, c = a, d = a, most = a;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + (4 * width) <= count; i += 4 * width)
        {
            Vector<T> v0 = Vector.LoadUnsafe(ref first, i), v1 = Vector.LoadUnsafe(ref first, i + width);
            Vector<T> v2 = Vector.LoadUnsafe(ref first, i + (2 * width)), v3 = Vector.LoadUnsafe(ref first, i + (3 * width));
            a = Element<T>.MultiplyAdd(v0, v0, a);
            b = Element<T>.MultiplyAdd(v1, v1, b);
            c = Element<T>.MultiplyAdd(v2, v2, c);
            d = Element<T>.MultiplyAdd(v3, v3, d);
            most = Vector.Max(most, Vector.Max(Vector.Max(Vector.Abs(v0), Vector.Abs(v1)), Vector.Max(Vector.Abs(v2), Vector.Abs(v3))));
        }

        for (; i + width <= count; i += width)
        {
            Vector<T> v = Vector.LoadUnsafe(ref first, i);
            a = Element<T>.MultiplyAdd(v, v, a);
            most = Vector.Max(most, Vector.Abs(v));
        }

        double sum = Element<T>.ToDouble(Vector.Sum(a + b + (c + d))), max = 0;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            max = Math.Max(max, Element<T>.ToDouble(most[lane]));
        for (; i < count; i++)
        {
            double value = Element<T>.ToDouble(Unsafe.Add(ref first, i));
            sum += value * value;
            max = Math.Max(max, Math.Abs(value));
        }

        return (sum, double.IsNaN(sum) ? double.NaN : max);
    }

    /// <summary>In double, without the elements that are not finite.</summary>
    private (double Square, double Max) OfAny<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
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
}
