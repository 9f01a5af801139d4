using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>The one loop of all optimizers: reads parameter, gradient and memories once, and writes parameter and memories once.</summary>
internal static class FusedPass
{
    /// <summary>Applies a rule to every element. All spans have the same length, except that memories the rule does not have are
    /// empty.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parameters">Updated in place.</param>
    /// <param name="gradients">The gradient.</param>
    /// <param name="first">The first memory, updated in place.</param>
    /// <param name="second">The second memory, updated in place.</param>
    /// <param name="scale">A factor on the gradient.</param>
    /// <param name="l2">The weight decay that is added to the gradient, 0 for none.</param>
    /// <param name="keep">The factor on the parameter of decoupled weight decay, 1 for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TRule>(
        TRule rule,
        Span<T> parameters,
        ReadOnlySpan<T> gradients,
        Span<T> first,
        Span<T> second,
        Vector<T> scale,
        Vector<T> l2,
        Vector<T> keep)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T>
    {
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradients);
        ref T a = ref MemoryMarshal.GetReference(first);
        ref T b = ref MemoryMarshal.GetReference(second);
        nuint width = (nuint)Vector<T>.Count;
        nuint count = (nuint)parameters.Length;
        nuint i = 0;
        for (; i + (2 * width) <= count; i += 2 * width)
        {
            Step(ref rule, ref p, ref g, ref a, ref b, i, scale, l2, keep);
            Step(ref rule, ref p, ref g, ref a, ref b, i + width, scale, l2, keep);
        }

        if (i + width <= count)
        {
            Step(ref rule, ref p, ref g, ref a, ref b, i, scale, l2, keep);
            i += width;
        }

        if (i < count)
            Tail(rule, parameters[(int)i..], gradients[(int)i..], TRule.Memories > 0 ? first[(int)i..] : default,
                TRule.Memories > 1 ? second[(int)i..] : default, scale, l2, keep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T, TRule>(
        ref TRule rule, ref T p, ref T g, ref T a, ref T b, nuint i, Vector<T> scale, Vector<T> l2, Vector<T> keep)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T>
    {
        Vector<T> parameter = Vector.LoadUnsafe(ref p, i);
        Vector<T> gradient = Element<T>.MultiplyAdd(parameter, l2, Vector.LoadUnsafe(ref g, i) * scale);
        Vector<T> first = TRule.Memories > 0 ? Vector.LoadUnsafe(ref a, i) : default;
        Vector<T> second = TRule.Memories > 1 ? Vector.LoadUnsafe(ref b, i) : default;
        Vector.StoreUnsafe(rule.Apply(parameter * keep, gradient, ref first, ref second), ref p, i);
        if (TRule.Memories > 0)
            Vector.StoreUnsafe(first, ref a, i);
        if (TRule.Memories > 1)
            Vector.StoreUnsafe(second, ref b, i);
    }

    /// <summary>Less than one vector: padded with zeros and put through the same arithmetic, so that each formula is written
    /// once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tail<T, TRule>(
        TRule rule, Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second, Vector<T> scale, Vector<T> l2, Vector<T> keep)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T>
    {
        Vector<T> p = Load<T>(parameters), g = Load(gradients), a = Load<T>(first), b = Load<T>(second);
        g = Element<T>.MultiplyAdd(p, l2, g * scale);
        Store(rule.Apply(p * keep, g, ref a, ref b), parameters);
        Store(a, first);
        Store(b, second);
    }

    private static Vector<T> Load<T>(ReadOnlySpan<T> source) where T : unmanaged
    {
        Vector<T> vector = default;
        source.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref vector), Vector<T>.Count));
        return vector;
    }

    private static void Store<T>(Vector<T> vector, Span<T> destination) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<T>, T>(ref vector), destination.Length).CopyTo(destination);
}
