using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Looks for infinities and NaN.</summary>
internal static class Finite
{
    /// <summary>Whether every element is finite. One pass at the speed of memory: x·0 is 0 for a finite x and NaN otherwise, and NaN
    /// survives every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool All<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        Vector<T> zero = Vector<T>.Zero, a = zero, b = zero, c = zero, d = zero;
        for (; i + (4 * width) <= count; i += 4 * width)
        {
            a = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref first, i), zero, a);
            b = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref first, i + width), zero, b);
            c = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref first, i + (2 * width)), zero, c);
            d = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref first, i + (3 * width)), zero, d);
        }

        double rest = Element<T>.ToDouble(Vector.Sum(a + b + c + d));
        for (; i < count; i++)
            rest += Element<T>.ToDouble(Unsafe.Add(ref first, i)) * 0.0;
        return rest == 0.0;
    }

    /// <summary>The index of the first element that is not finite, or -1.</summary>
    public static int IndexOfOther<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        if (All(values))
            return -1;
        int index = 0;
        while (double.IsFinite(Element<T>.ToDouble(values[index])))
            index++;
        return index;
    }

    /// <summary>Sets every element that is not finite to 0.</summary>
    public static void ZeroOthers<T>(Span<T> values) where T : unmanaged
    {
        foreach (ref T value in values)
        {
            if (!double.IsFinite(Element<T>.ToDouble(value)))
                value = default;
        }
    }
}
