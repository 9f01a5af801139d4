using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

public static partial class VectorMath
{
    /// <summary>The greatest of some elements; NaN when one of them is NaN.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="length">The number of elements, at least 1.</param>
    /// <returns>The maximum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxOf(ref float source, int length)
    {
        if (length < Vector<float>.Count)
        {
            float greatest = source;
            for (int i = 1; i < length; i++)
                greatest = MathF.Max(greatest, Unsafe.Add(ref source, i));
            return greatest;
        }

        Vector<float> max = Vector.LoadUnsafe(ref source);
        for (int i = Vector<float>.Count; i <= length - Vector<float>.Count; i += Vector<float>.Count)
            max = Vector.Max(max, Vector.LoadUnsafe(ref source, (nuint)i));
        // The last vector may overlap the one before, which a maximum does not mind.
        return MaxAcross(Vector.Max(max, Vector.LoadUnsafe(ref source, (nuint)(length - Vector<float>.Count))));
    }

    /// <inheritdoc cref="MaxOf(ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxOf(ref double source, int length)
    {
        if (length < Vector<double>.Count)
        {
            double greatest = source;
            for (int i = 1; i < length; i++)
                greatest = Math.Max(greatest, Unsafe.Add(ref source, i));
            return greatest;
        }

        Vector<double> max = Vector.LoadUnsafe(ref source);
        for (int i = Vector<double>.Count; i <= length - Vector<double>.Count; i += Vector<double>.Count)
            max = Vector.Max(max, Vector.LoadUnsafe(ref source, (nuint)i));
        return MaxAcross(Vector.Max(max, Vector.LoadUnsafe(ref source, (nuint)(length - Vector<double>.Count))));
    }

    /// <summary>The sum of some elements.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOf(ref float source, int length)
    {
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
            sum += Vector.LoadUnsafe(ref source, (nuint)i);
        if (i < length)
            sum += LoadFirst(ref Unsafe.Add(ref source, i), length - i);
        return Vector.Sum(sum);
    }

    /// <inheritdoc cref="SumOf(ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumOf(ref double source, int length)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= length - Vector<double>.Count; i += Vector<double>.Count)
            sum += Vector.LoadUnsafe(ref source, (nuint)i);
        if (i < length)
            sum += LoadFirst(ref Unsafe.Add(ref source, i), length - i);
        return Vector.Sum(sum);
    }
}
