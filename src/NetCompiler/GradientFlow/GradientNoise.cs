using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Tells what recent gradients have in common from what changes between them: an exponential mean of the gradient, and of its squared length.</summary>
internal sealed class GradientNoise<T>(int length, int tensors) where T : unmanaged
{
    /// <summary>How much of the mean a new gradient leaves.</summary>
    private const double Memory = 0.9;

    private readonly AlignedBuffer<T> _mean = new(length);
    private readonly double[] _squares = new double[tensors];
    private readonly int[] _counts = new int[tensors];

    /// <summary>Adds the gradient of a tensor.</summary>
    /// <param name="tensor">Its number.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="offset">Its place in the flat vector.</param>
    /// <param name="scale">A factor on the gradient.</param>
    /// <returns>The signal-to-noise ratio; NaN for the first.</returns>
    public double Add(int tensor, ReadOnlySpan<T> gradient, int offset, double scale)
    {
        Span<T> mean = _mean.Span.Slice(offset, gradient.Length);
        (double square, double meanSquare) = Move(gradient, mean, scale);
        int count = ++_counts[tensor];
        _squares[tensor] = (Memory * _squares[tensor]) + ((1 - Memory) * square);
        if (count == 1)
            return double.NaN;
        // Weights (1 - m)·mᵏ, made to sum up to 1; the mean of noise alone keeps the sum of their squares of its energy.
        double sum = 1 - Math.Pow(Memory, count), noiseLeft = (1 - Memory) / (1 + Memory) * (1 - Math.Pow(Memory, 2 * count)) / (sum * sum);
        double energy = _squares[tensor] / sum, common = meanSquare / (sum * sum);
        double signal = Math.Clamp((common - (noiseLeft * energy)) / (1 - noiseLeft), 0, energy);
        return Math.Sqrt(signal / (energy - signal));
    }

    /// <summary>mean ← m·mean + (1 - m)·gradient.</summary>
    /// <returns>The squared length of the gradient and that of the new mean.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Square, double MeanSquare) Move(ReadOnlySpan<T> gradient, Span<T> mean, double scale)
    {
        ref T g = ref MemoryMarshal.GetReference(gradient);
        ref T m = ref MemoryMarshal.GetReference(mean);
        Vector<T> keep = Element<T>.Broadcast(Memory), add = Element<T>.Broadcast((1 - Memory) * scale);
        nuint width = (nuint)Vector<T>.Count, count = (nuint)gradient.Length, i = 0;
        for (; i + width <= count; i += width)
            Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref g, i), add, Vector.LoadUnsafe(ref m, i) * keep).StoreUnsafe(ref m, i);
        for (; i < count; i++)
            Unsafe.Add(ref m, i) = Element<T>.From((Element<T>.ToDouble(Unsafe.Add(ref m, i)) * Memory) + (Element<T>.ToDouble(Unsafe.Add(ref g, i)) * (1 - Memory) * scale));
        Magnitudes own = default, common = default;
        own.Add(gradient, scale);
        common.Add<T>(mean);
        return (own.SumOfSquares, common.SumOfSquares);
    }
}
