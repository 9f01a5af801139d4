using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetCompiler.Kernels;

namespace NetCompiler.Benchmarks.Peak;

/// <summary>The most that one thread can multiply and add: fused multiply-adds between registers only.</summary>
/// <remarks>Two units with a latency of four cycles need eight sums under way; twelve still fit sixteen registers.</remarks>
public static class FmaPeak
{
    private const int Sums = 12;

    /// <summary>The widths to try: portable vectors, and 512 bits where the machine has them. The peak is the best of them.</summary>
    public static IReadOnlyList<Kernel> Kernels { get; } =
    [
        new Kernel($"Vector<float>, {Vector<float>.Count} lanes", 2.0 * Sums * Vector<float>.Count * Unit, Portable),
        .. WideVectors.AreFast
            ? [new Kernel("Vector512<float>, 16 lanes", 2.0 * Sums * 16 * Unit, Wide)]
            : Array.Empty<Kernel>(),
    ];

    // Loop turns per repetition, so that one repetition is some microseconds.
    private const int Unit = 1000;

    // Kept in a field so that the loops are not proved to be without effect.
    private static float s_sink;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Portable(int repetitions)
    {
        Vector<float> x = Vector.Create(1.000001f), y = Vector.Create(1e-9f);
        Vector<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int turn = repetitions * Unit; turn > 0; turn--)
        {
            a = Vector.FusedMultiplyAdd(x, y, a);
            b = Vector.FusedMultiplyAdd(x, y, b);
            c = Vector.FusedMultiplyAdd(x, y, c);
            d = Vector.FusedMultiplyAdd(x, y, d);
            e = Vector.FusedMultiplyAdd(x, y, e);
            f = Vector.FusedMultiplyAdd(x, y, f);
            g = Vector.FusedMultiplyAdd(x, y, g);
            h = Vector.FusedMultiplyAdd(x, y, h);
            i = Vector.FusedMultiplyAdd(x, y, i);
            j = Vector.FusedMultiplyAdd(x, y, j);
            k = Vector.FusedMultiplyAdd(x, y, k);
            l = Vector.FusedMultiplyAdd(x, y, l);
        }

        s_sink = Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(int repetitions)
    {
        Vector512<float> x = Vector512.Create(1.000001f), y = Vector512.Create(1e-9f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int turn = repetitions * Unit; turn > 0; turn--)
        {
            a = Vector512.FusedMultiplyAdd(x, y, a);
            b = Vector512.FusedMultiplyAdd(x, y, b);
            c = Vector512.FusedMultiplyAdd(x, y, c);
            d = Vector512.FusedMultiplyAdd(x, y, d);
            e = Vector512.FusedMultiplyAdd(x, y, e);
            f = Vector512.FusedMultiplyAdd(x, y, f);
            g = Vector512.FusedMultiplyAdd(x, y, g);
            h = Vector512.FusedMultiplyAdd(x, y, h);
            i = Vector512.FusedMultiplyAdd(x, y, i);
            j = Vector512.FusedMultiplyAdd(x, y, j);
            k = Vector512.FusedMultiplyAdd(x, y, k);
            l = Vector512.FusedMultiplyAdd(x, y, l);
        }

        s_sink = Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
