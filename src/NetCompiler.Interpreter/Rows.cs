using System.Numerics;
using System.Runtime.InteropServices;

namespace NetCompiler.Interpreter;

/// <summary>The inner loops that most of the time goes into, on contiguous elements.</summary>
internal static class Rows
{
    /// <summary>target += source.</summary>
    public static void Add<T>(ReadOnlySpan<T> source, Span<T> target) where T : unmanaged, IFloatingPointIeee754<T> =>
        AddScaled(source, T.One, target);

    /// <summary>target += scale·source.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> source, T scale, Span<T> target) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> sources = MemoryMarshal.Cast<T, Vector<T>>(source);
        Span<Vector<T>> targets = MemoryMarshal.Cast<T, Vector<T>>(target[..source.Length]);
        for (int i = 0; i < targets.Length; i++)
            targets[i] += sources[i] * scale;
        for (int i = sources.Length * Vector<T>.Count; i < source.Length; i++)
            target[i] += source[i] * scale;
    }

    /// <summary>The sum of left·right.</summary>
    public static T Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> lefts = MemoryMarshal.Cast<T, Vector<T>>(left);
        ReadOnlySpan<Vector<T>> rights = MemoryMarshal.Cast<T, Vector<T>>(right[..left.Length]);
        Vector<T> sums = Vector<T>.Zero;
        for (int i = 0; i < rights.Length; i++)
            sums += lefts[i] * rights[i];
        T sum = Vector.Sum(sums);
        for (int i = lefts.Length * Vector<T>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
