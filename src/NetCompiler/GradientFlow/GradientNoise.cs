using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Tells what recent gradients have in common from what changes between them: an exponential mean of the gradient, and of its squared length.</summary>
internal sealed class GradientNoise<T>(int length, int tensors) where T : unmanaged
{
    /// <summary>How much of the mean a new gradient leaves.</summary>
    private const double Memory = 0.9;

    /// <summary>Elements that are still in the first-level cache when their squares are added up.</summary>
    private const int Piece = 2048;

    private readonly AlignedBuffer<T> _mean = new(length);
    private readonly double[] _squares = new double[tensors];
    private readonly int[] _counts = new int[tensors];

    /// <summary>Adds the gradient of a tensor.</summary>
    /// <param name="tensor">Its number.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="offset">Its place in the flat vector.</param>
    /// <param name="scale">A factor on the gradient.</param>
    /// <param name="square">Its squared length, with the factor.</param>
    /// <returns>The signal-to-noise ratio; NaN for the first.</returns>
    public double Add(int tensor, ReadOnlySpan<T> gradient, int offset, double scale, double square)
    {
        Span<T> mean = _mean.Span.Slice(offset, gradient.Length);
        double meanSquare = Move(gradient, mean, scale);
        int count = ++_counts[tensor];
        _squares[tensor] = (Memory * _squares[tensor]) + ((1 - Memory) * square);
        if (count == 1)
            return double.NaN;
        // Weights (1 - m)·mᵏ, made to sum up to 1; the mean of noise alone keeps the sum of their squares of its energy.
        double old = Math.Pow(Memory, count), sum = 1 - old, noiseLeft = (1 - Memory) / (1 + Memory) * (1 - (old * old)) / (sum * sum);
        double energy = _squares[tensor] / sum, common = meanSquare / (sum * sum);
        double signal = Math.Clamp((common - (noiseLeft * energy)) / (1 - noiseLeft), 0, energy);
        return Math.Sqrt(signal / (energy - signal));
    }

    /// <summary>mean ← m·mean + (1 - m)·gradient, piece by piece.</summary>
    /// <returns>The squared length of the new mean.</returns>
    private static double Move(ReadOnlySpan<T> gradient, Span<T> mean, double scale)
    {
        double sum = 0;
        Magnitudes extreme = default;
        for (int done = 0; done < mean.Length; done += Piece)
        {
            int count = Math.Min(Piece, mean.Length - done);
            double square = MovePiece(gradient.Slice(done, count), mean.Slice(done, count), scale);
            if (Magnitudes.IsExact<T>(square))
                sum += square;
            else
                extreme.Add<T>(mean.Slice(done, count));
        }

        return sum + extreme.SumOfSquares;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MovePiece(ReadOnlySpan<T> gradient, Span<T> mean, double scale)
    {
        ref T g = ref MemoryMarshal.GetReference(gradient);
        ref T m = ref MemoryMarshal.GetReference(mean);
        Vector<T> keep = Element<T>.Broadcast(Memory), add = Element<T>.Broadcast((1 - Memory) * scale);
        Vector<T> even = Vector<T>.Zero, odd = even;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)gradient.Length, i = 0;
        for (; i + (2 * width) <= count; i += 2 * width)
        {
            Vector<T> m0 = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref g, i), add, Vector.LoadUnsafe(ref m, i) * keep);
            Vector<T> m1 = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref g, i + width), add, Vector.LoadUnsafe(ref m, i + width) * keep);
            even = Element<T>.MultiplyAdd(m0, m0, even);
            odd = Element<T>.MultiplyAdd(m1, m1, odd);
            m0.StoreUnsafe(ref m, i);
            m1.StoreUnsafe(ref m, i + width);
        }

        double sum = Element<T>.ToDouble(Vector.Sum(even + odd));
        for (; i < count; i++)
        {
            double value = (Element<T>.ToDouble(Unsafe.Add(ref m, i)) * Memory) + (Element<T>.ToDouble(Unsafe.Add(ref g, i)) * (1 - Memory) * scale);
            Unsafe.Add(ref m, i) = Element<T>.From(value);
            sum += value * value;
        }

        return sum;
    }
}
