using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Kernels;

// The first lanes of a vector, for rows that are not a whole number of vectors long. The counts are constants where these are
// called, so that the branches fold away and a few loads or stores of 16, 8 and 4 bytes remain.
public static partial class VectorMath
{
    /// <summary>Keeps the first lanes and sets the others to zero.</summary>
    /// <param name="v">The lanes.</param>
    /// <param name="count">How many to keep.</param>
    /// <returns>The vector, with zeros behind.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> KeepFirst(Vector<float> v, int count) =>
        v & Vector.LessThan(Vector<int>.Indices, Vector.Create(count)).As<int, float>();

    /// <inheritdoc cref="KeepFirst(Vector{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> KeepFirst(Vector<double> v, int count) =>
        v & Vector.LessThan(Vector<long>.Indices, Vector.Create((long)count)).As<long, double>();

    /// <summary>Loads the first lanes and sets the others to zero; reads nothing behind.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="count">How many to load, at least 1 and less than a vector holds.</param>
    /// <returns>The elements, with zeros behind.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LoadFirst(ref float source, int count) => Vector<float>.Count switch
    {
        4 => LoadFirst128(ref source, count).AsVector(),
        8 => LoadFirst256(ref source, count).AsVector(),
        16 => LoadFirst512(ref source, count).AsVector(),
        _ => throw new PlatformNotSupportedException(),
    };

    /// <inheritdoc cref="LoadFirst(ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LoadFirst(ref double source, int count) =>
        LoadFirst(ref Unsafe.As<double, float>(ref source), 2 * count).As<float, double>();

    /// <summary>Stores the first lanes; writes nothing behind.</summary>
    /// <param name="v">The lanes.</param>
    /// <param name="destination">Where the first goes.</param>
    /// <param name="count">How many to store, at least 1 and less than a vector holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector<float> v, ref float destination, int count)
    {
        if (Vector<float>.Count == 4)
            StoreFirst(v.AsVector128(), ref destination, count);
        else if (Vector<float>.Count == 8)
            StoreFirst(v.AsVector256(), ref destination, count);
        else if (Vector<float>.Count == 16)
            StoreFirst(v.AsVector512(), ref destination, count);
        else
            throw new PlatformNotSupportedException();
    }

    /// <inheritdoc cref="StoreFirst(Vector{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector<double> v, ref double destination, int count) =>
        StoreFirst(v.As<double, float>(), ref Unsafe.As<double, float>(ref destination), 2 * count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadFirst512(ref float source, int count) => count < 8
        ? Vector512.Create(LoadFirst256(ref source, count), Vector256<float>.Zero)
        : Vector512.Create(Vector256.LoadUnsafe(ref source), LoadFirst256(ref Unsafe.Add(ref source, 8), count - 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadFirst256(ref float source, int count) => count < 4
        ? Vector256.Create(LoadFirst128(ref source, count), Vector128<float>.Zero)
        : Vector256.Create(Vector128.LoadUnsafe(ref source), LoadFirst128(ref Unsafe.Add(ref source, 4), count - 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadFirst128(ref float source, int count) => count switch
    {
        1 => Vector128.CreateScalar(source),
        2 => Vector128.CreateScalar(Pair(ref source)).AsSingle(),
        3 => Vector128.CreateScalar(Pair(ref source)).AsSingle().WithElement(2, Unsafe.Add(ref source, 2)),
        _ => Vector128<float>.Zero,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(Vector512<float> v, ref float destination, int count)
    {
        if (count < 8)
        {
            StoreFirst(v.GetLower(), ref destination, count);
        }
        else
        {
            v.GetLower().StoreUnsafe(ref destination);
            StoreFirst(v.GetUpper(), ref Unsafe.Add(ref destination, 8), count - 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(Vector256<float> v, ref float destination, int count)
    {
        if (count < 4)
        {
            StoreFirst(v.GetLower(), ref destination, count);
        }
        else
        {
            v.GetLower().StoreUnsafe(ref destination);
            StoreFirst(v.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(Vector128<float> v, ref float destination, int count)
    {
        if (count >= 2)
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref destination), v.AsDouble().ToScalar());
        if (count == 3)
            Unsafe.Add(ref destination, 2) = v.GetElement(2);
        else if (count == 1)
            destination = v.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Pair(ref float source) => Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref source));
}
