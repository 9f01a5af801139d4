using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

public static partial class VectorMath
{
    /// <summary>Σᵢ a[i]·b[i], in four sums that do not wait for each other.</summary>
    /// <param name="a">The first element of one vector.</param>
    /// <param name="b">The first element of the other.</param>
    /// <param name="length">Elements of each.</param>
    /// <returns>The dot product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(ref float a, ref float b, int length)
    {
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i <= length - (4 * Vector<float>.Count); i += 4 * Vector<float>.Count)
        {
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i), s0);
            s1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)(i + Vector<float>.Count)), Vector.LoadUnsafe(ref b, (nuint)(i + Vector<float>.Count)), s1);
            s2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)(i + (2 * Vector<float>.Count))), Vector.LoadUnsafe(ref b, (nuint)(i + (2 * Vector<float>.Count))), s2);
            s3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)(i + (3 * Vector<float>.Count))), Vector.LoadUnsafe(ref b, (nuint)(i + (3 * Vector<float>.Count))), s3);
        }

        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i), s0);
        if (i < length)
            s1 = Vector.MultiplyAddEstimate(LoadFirst(ref Unsafe.Add(ref a, i), length - i), LoadFirst(ref Unsafe.Add(ref b, i), length - i), s1);
        return Vector.Sum((s0 + s1) + (s2 + s3));
    }

    /// <inheritdoc cref="Dot(ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(ref double a, ref double b, int length)
    {
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i <= length - (4 * Vector<double>.Count); i += 4 * Vector<double>.Count)
        {
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i), s0);
            s1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)(i + Vector<double>.Count)), Vector.LoadUnsafe(ref b, (nuint)(i + Vector<double>.Count)), s1);
            s2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)(i + (2 * Vector<double>.Count))), Vector.LoadUnsafe(ref b, (nuint)(i + (2 * Vector<double>.Count))), s2);
            s3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)(i + (3 * Vector<double>.Count))), Vector.LoadUnsafe(ref b, (nuint)(i + (3 * Vector<double>.Count))), s3);
        }

        for (; i <= length - Vector<double>.Count; i += Vector<double>.Count)
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i), s0);
        if (i < length)
            s1 = Vector.MultiplyAddEstimate(LoadFirst(ref Unsafe.Add(ref a, i), length - i), LoadFirst(ref Unsafe.Add(ref b, i), length - i), s1);
        return Vector.Sum((s0 + s1) + (s2 + s3));
    }
}
