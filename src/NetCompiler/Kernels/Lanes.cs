using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Vector functions for an element type that is only known to be float or double; every branch is decided when the JIT compiles for T.</summary>
internal static class Lanes<T> where T : unmanaged
{
    /// <inheritdoc cref="VectorMath.Exp(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp(Vector<T> v) => typeof(T) == typeof(float) ? VectorMath.Exp(v.As<T, float>()).As<float, T>() : VectorMath.Exp(v.As<T, double>()).As<double, T>();

    /// <inheritdoc cref="VectorMath.Tanh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh(Vector<T> v) => typeof(T) == typeof(float) ? VectorMath.Tanh(v.As<T, float>()).As<float, T>() : VectorMath.Tanh(v.As<T, double>()).As<double, T>();

    /// <inheritdoc cref="VectorMath.Dot(ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(ref T a, ref T b, int length) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(VectorMath.Dot(ref Unsafe.As<T, float>(ref a), ref Unsafe.As<T, float>(ref b), length))
        : Unsafe.BitCast<double, T>(VectorMath.Dot(ref Unsafe.As<T, double>(ref a), ref Unsafe.As<T, double>(ref b), length));

    /// <inheritdoc cref="VectorMath.KeepFirst(Vector{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> KeepFirst(Vector<T> v, int count) =>
        typeof(T) == typeof(float) ? VectorMath.KeepFirst(v.As<T, float>(), count).As<float, T>() : VectorMath.KeepFirst(v.As<T, double>(), count).As<double, T>();

    /// <inheritdoc cref="VectorMath.LoadFirst(ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadFirst(ref T source, int count) => typeof(T) == typeof(float)
        ? VectorMath.LoadFirst(ref Unsafe.As<T, float>(ref source), count).As<float, T>()
        : VectorMath.LoadFirst(ref Unsafe.As<T, double>(ref source), count).As<double, T>();

    /// <inheritdoc cref="VectorMath.Store(Vector{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<T> v, ref T destination, int count)
    {
        if (typeof(T) == typeof(float))
            VectorMath.Store(v.As<T, float>(), ref Unsafe.As<T, float>(ref destination), count);
        else
            VectorMath.Store(v.As<T, double>(), ref Unsafe.As<T, double>(ref destination), count);
    }

    /// <summary>The largest of a run of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxOf(ref T source, int length) => typeof(T) == typeof(float)
        ? Element<T>.From(VectorMath.MaxOf(ref Unsafe.As<T, float>(ref source), length))
        : Element<T>.From(VectorMath.MaxOf(ref Unsafe.As<T, double>(ref source), length));
}
