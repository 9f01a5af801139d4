using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Kernels;

// Reductions across the lanes of one vector.
public static partial class VectorMath
{
    /// <summary>The sum of all lanes.</summary>
    /// <param name="v">The lanes.</param>
    /// <returns>Their sum, taken in pairs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector<float> v) => Vector.Sum(v);

    /// <inheritdoc cref="Sum(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector<double> v) => Vector.Sum(v);

    /// <summary>The largest of all lanes. NaN may be lost.</summary>
    /// <param name="v">The lanes.</param>
    /// <returns>Their maximum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector<float> v)
    {
        Vector128<float> m = Vector<float>.Count switch
        {
            4 => v.AsVector128(),
            8 => MaxOfHalves(v.AsVector256()),
            16 => MaxOfHalves(Vector256.MaxNative(v.AsVector512().GetLower(), v.AsVector512().GetUpper())),
            _ => throw new PlatformNotSupportedException(),
        };
        m = Vector128.MaxNative(m, Vector128.Shuffle(m, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(m, Vector128.Shuffle(m, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <inheritdoc cref="MaxAcross(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxAcross(Vector<double> v)
    {
        Vector128<double> m = Vector<double>.Count switch
        {
            2 => v.AsVector128(),
            4 => MaxOfHalves(v.AsVector256()),
            8 => MaxOfHalves(Vector256.MaxNative(v.AsVector512().GetLower(), v.AsVector512().GetUpper())),
            _ => throw new PlatformNotSupportedException(),
        };
        return Vector128.MaxNative(m, Vector128.Shuffle(m, Vector128.Create(1L, 0L))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MaxOfHalves<T>(Vector256<T> v) => Vector128.MaxNative(v.GetLower(), v.GetUpper());
}
