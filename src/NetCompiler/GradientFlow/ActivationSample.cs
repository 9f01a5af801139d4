using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Finite outputs of one layer, taken here and there from all of a step, and how they are distributed.</summary>
internal sealed class ActivationSample
{
    /// <summary>Elements that are taken of every block of rows.</summary>
    private const int Length = 256;

    private const int Bins = 32;

    private float[] _values = new float[4 * Length];
    private int _count;
    private int _skipped;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_count, _skipped) = (0, 0);

    /// <summary>Takes some elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="parts">In how many parts the rows of a block come.</param>
    public void Add<T>(ReadOnlySpan<T> values, int parts) where T : unmanaged
    {
        // An odd number of vectors meets all units in the end.
        int width = Vector<float>.Count, stride = ((int)((long)values.Length * parts / Length) | 1) * width, most = _count + (((values.Length / stride) + 2) * width);
        if (most > _values.Length)
            Array.Resize(ref _values, 2 * most);
        ref float sample = ref MemoryMarshal.GetArrayDataReference(_values);
        int i = _skipped;
        for (; i < values.Length; i += stride)
        {
            if (typeof(T) == typeof(float) && i + width <= values.Length && TryTake(ref Unsafe.As<T, float>(ref Unsafe.Add(ref MemoryMarshal.GetReference(values), i)), ref Unsafe.Add(ref sample, _count)))
                _count += width;
            else
                TakeFinite(values.Slice(i, Math.Min(width, values.Length - i)));
        }

        // The next part goes on where this one ended, or short parts would give their first elements only.
        _skipped = i - values.Length;
    }

    /// <summary>The histogram of what was taken.</summary>
    public ActivationHistogram Histogram()
    {
        int[] bins = new int[Bins];
        if (_count == 0)
            return new(double.PositiveInfinity, double.NegativeInfinity, ImmutableCollectionsMarshal.AsImmutableArray(bins));
        // The last vector is filled up.
        int width = Vector<float>.Count, padded = (_count + width - 1) / width * width;
        _values.AsSpan(_count, padded - _count).Fill(_values[0]);
        ReadOnlySpan<Vector<float>> sample = MemoryMarshal.Cast<float, Vector<float>>(_values.AsSpan(0, padded));
        Vector<float> least = sample[0], most = least;
        foreach (Vector<float> values in sample)
            (least, most) = (Vector.MinNative(least, values), Vector.MaxNative(most, values));
        float lowest = -VectorMath.MaxAcross(-least), highest = VectorMath.MaxAcross(most);
        // By halves, because the difference of two floats may be none.
        float inverse = (float)(2 * Bins / ((double)highest - lowest));
        Vector<float> half = Vector.Create(0.5f), start = half * lowest, factor = Vector.Create(float.IsFinite(inverse) ? inverse : 0);
        Span<int> places = stackalloc int[width];
        for (int i = 0; i < sample.Length; i++)
        {
            Vector.Min(Vector.ConvertToInt32Native(((half * sample[i]) - start) * factor), Vector.Create(Bins - 1)).CopyTo(places);
            foreach (int place in places[..Math.Min(width, _count - (i * width))])
                bins[place]++;
        }

        return new(lowest, highest, ImmutableCollectionsMarshal.AsImmutableArray(bins));
    }

    /// <summary>Copies a vector if all of it is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTake(ref float values, ref float sample)
    {
        Vector<float> taken = Vector.LoadUnsafe(ref values);
        if (!Vector.EqualsAll(taken - taken, Vector<float>.Zero))
            return false;
        taken.StoreUnsafe(ref sample);
        return true;
    }

    private void TakeFinite<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        foreach (T element in values)
        {
            float value = (float)Element<T>.ToDouble(element);
            _values[_count] = value;
            _count += float.IsFinite(value) ? 1 : 0;
        }
    }
}
