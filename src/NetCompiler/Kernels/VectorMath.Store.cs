using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Kernels;

public static partial class VectorMath
{
    /// <summary>Stores the first <paramref name="count"/> lanes, 1 to all of them, and touches nothing behind them.</summary>
    /// <param name="v">The vector.</param>
    /// <param name="destination">Receives the lanes.</param>
    /// <param name="count">The number of lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> v, ref float destination, int count)
    {
        if (count >= Vector<float>.Count)
            v.StoreUnsafe(ref destination);
        else
            StoreFirst(v, ref destination, count);
    }

    /// <inheritdoc cref="Store(Vector{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<double> v, ref double destination, int count)
    {
        if (count >= Vector<double>.Count)
            v.StoreUnsafe(ref destination);
        else
            StoreFirst(v, ref destination, count);
    }

    /// <inheritdoc cref="Store(Vector{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> v, ref float destination, int count)
    {
        if (count >= Vector512<float>.Count)
        {
            v.StoreUnsafe(ref destination);
        }
        else if (count >= Vector256<float>.Count)
        {
            v.GetLower().StoreUnsafe(ref destination);
            StoreFirst(v.GetUpper(), ref Unsafe.Add(ref destination, Vector256<float>.Count), count - Vector256<float>.Count);
        }
        else
        {
            StoreFirst(v.GetLower(), ref destination, count);
        }
    }

    /// <inheritdoc cref="Store(Vector{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> v, ref double destination, int count)
    {
        if (count >= Vector512<double>.Count)
        {
            v.StoreUnsafe(ref destination);
            return;
        }

        for (int lane = 0; lane < count; lane++)
            Unsafe.Add(ref destination, lane) = v.GetElement(lane);
    }
}
