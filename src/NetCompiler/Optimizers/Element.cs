using System.Numerics;
using System.Runtime.CompilerServices;
using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Arithmetic on an element type that is only known to be float or double; every branch is decided when the JIT compiles for
/// T.</summary>
internal static class Element<T> where T : unmanaged
{
    /// <summary>Rounds a double to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T From(double value)
    {
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<float, T>((float)value);
        if (typeof(T) == typeof(double))
            return Unsafe.BitCast<double, T>(value);
        throw Unsupported();
    }

    /// <summary>Widens an element to double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(T value)
    {
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<T, float>(value);
        if (typeof(T) == typeof(double))
            return Unsafe.BitCast<T, double>(value);
        throw Unsupported();
    }

    /// <summary>A vector with <paramref name="value"/> in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Broadcast(double value) => Vector.Create(From(value));

    /// <summary>a·b + c in every lane, fused where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> c)
    {
        if (typeof(T) == typeof(float))
            return Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        throw Unsupported();
    }

    /// <summary>The largest of all lanes; NaN may be lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxAcross(Vector<T> v) =>
        typeof(T) == typeof(float) ? VectorMath.MaxAcross(v.As<T, float>()) : VectorMath.MaxAcross(v.As<T, double>());

    private static NotSupportedException Unsupported() => new($"The element type is {typeof(T).Name}; NetCompiler computes in float and double.");
}
