using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>What clipping does to a gradient in place.</summary>
internal static class GradientScaling
{
    /// <summary>Multiplies every element by a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<T>(Span<T> values, double factor) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> factors = Element<T>.Broadcast(factor);
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + width <= count; i += width)
            Vector.StoreUnsafe(Vector.LoadUnsafe(ref first, i) * factors, ref first, i);
        for (; i < count; i++)
            Unsafe.Add(ref first, i) = Multiply(Unsafe.Add(ref first, i), factor);
    }

    /// <summary>Multiplies every column of a row-major matrix by a factor of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleColumns<T>(Span<T> matrix, ReadOnlySpan<double> factors) where T : unmanaged
    {
        if (factors.Length == 1)
        {
            Scale(matrix, factors[0]);
            return;
        }

        nuint width = (nuint)Vector<T>.Count, columns = (nuint)factors.Length;
        ref double factor = ref MemoryMarshal.GetReference(factors);
        for (int row = 0; row < matrix.Length; row += factors.Length)
        {
            ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), row);
            nuint j = 0;
            for (; j + width <= columns; j += width)
                Vector.StoreUnsafe(Vector.LoadUnsafe(ref first, j) * LoadFactors<T>(ref Unsafe.Add(ref factor, j)), ref first, j);
            for (; j < columns; j++)
                Unsafe.Add(ref first, j) = Multiply(Unsafe.Add(ref first, j), Unsafe.Add(ref factor, j));
        }
    }

    /// <summary>Moves every element into [-limit, limit].</summary>
    /// <returns>Whether one was outside.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Limit<T>(Span<T> values, double limit) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> most = Element<T>.Broadcast(limit), least = -most, changed = Vector<T>.Zero;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + width <= count; i += width)
        {
            Vector<T> value = Vector.LoadUnsafe(ref first, i), limited = Vector.Min(Vector.Max(value, least), most);
            changed |= value ^ limited;
            limited.StoreUnsafe(ref first, i);
        }

        bool isChanged = changed.As<T, byte>() != Vector<byte>.Zero;
        limit = Element<T>.ToDouble(Element<T>.From(limit));
        for (; i < count; i++)
        {
            double value = Element<T>.ToDouble(Unsafe.Add(ref first, i));
            if (Math.Abs(value) <= limit)
                continue;
            Unsafe.Add(ref first, i) = Element<T>.From(double.CopySign(limit, value));
            isChanged = true;
        }

        return isChanged;
    }

    /// <summary>One vector of factors, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> LoadFactors<T>(ref double factor) where T : unmanaged
    {
        Vector<double> lower = Vector.LoadUnsafe(ref factor);
        return typeof(T) == typeof(float)
            ? Vector.Narrow(lower, Vector.LoadUnsafe(ref factor, (nuint)Vector<double>.Count)).As<float, T>()
            : lower.As<double, T>();
    }

    /// <summary>The product that a lane of a vector would give: the factor is rounded first.</summary>
    private static T Multiply<T>(T value, double factor) where T : unmanaged =>
        Element<T>.From(Element<T>.ToDouble(value) * Element<T>.ToDouble(Element<T>.From(factor)));
}
