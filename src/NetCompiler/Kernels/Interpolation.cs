using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Feature maps, [rows, height, width, channels], enlarged by linear interpolation in both directions, whose corners are not aligned; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interpolation
{
    /// <summary>Enlarges maps.</summary>
    /// <param name="map">The maps.</param>
    /// <param name="enlarged">Receives [rows, vertically · height, horizontally · width, channels].</param>
    /// <param name="height">The height of a map.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">The channels of a position.</param>
    /// <param name="vertically">How many times as high the result is.</param>
    /// <param name="horizontally">How many times as wide it is.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bilinear<T>(ref T map, ref T enlarged, int height, int width, int channels, int vertically, int horizontally, in RowBlock<T> m) where T : unmanaged
    {
        for (int row = 0; row < m.Rows; row++)
        {
            for (int i = 0; i < height * vertically; i++)
            {
                (int above, int below, double lower) = Between(i, vertically, height);
                ref T top = ref Unsafe.Add(ref map, (nint)above * width * channels);
                ref T bottom = ref Unsafe.Add(ref map, (nint)below * width * channels);
                for (int j = 0; j < width * horizontally; j++)
                {
                    (int left, int right, double share) = Between(j, horizontally, width);
                    Blend(ref Unsafe.Add(ref top, left * channels), ref Unsafe.Add(ref top, right * channels), ref Unsafe.Add(ref bottom, left * channels), ref Unsafe.Add(ref bottom, right * channels),
                        share, lower, ref enlarged, channels);
                    enlarged = ref Unsafe.Add(ref enlarged, channels);
                }
            }

            map = ref Unsafe.Add(ref map, (nint)height * width * channels);
        }
    }

    /// <summary>The adjoint of <see cref="Bilinear"/>.</summary>
    /// <param name="enlarged">The adjoint of the enlarged maps.</param>
    /// <param name="map">Receives the adjoint of the maps.</param>
    /// <param name="height">The height of a map.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">The channels of a position.</param>
    /// <param name="vertically">How many times as high the enlarged map is.</param>
    /// <param name="horizontally">How many times as wide it is.</param>
    /// <param name="m">The row block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BilinearAdjoint<T>(ref T enlarged, ref T map, int height, int width, int channels, int vertically, int horizontally, in RowBlock<T> m) where T : unmanaged
    {
        for (int row = 0; row < m.Rows; row++)
        {
            Rows.Clear(ref map, height * width * channels);
            for (int i = 0; i < height * vertically; i++)
            {
                (int above, int below, double lower) = Between(i, vertically, height);
                ref T top = ref Unsafe.Add(ref map, (nint)above * width * channels);
                ref T bottom = ref Unsafe.Add(ref map, (nint)below * width * channels);
                for (int j = 0; j < width * horizontally; j++)
                {
                    (int left, int right, double share) = Between(j, horizontally, width);
                    AddScaled(ref enlarged, (1 - lower) * (1 - share), ref Unsafe.Add(ref top, left * channels), channels);
                    AddScaled(ref enlarged, (1 - lower) * share, ref Unsafe.Add(ref top, right * channels), channels);
                    AddScaled(ref enlarged, lower * (1 - share), ref Unsafe.Add(ref bottom, left * channels), channels);
                    AddScaled(ref enlarged, lower * share, ref Unsafe.Add(ref bottom, right * channels), channels);
                    enlarged = ref Unsafe.Add(ref enlarged, channels);
                }
            }

            map = ref Unsafe.Add(ref map, (nint)height * width * channels);
        }
    }

    /// <summary>The two positions that a position of the enlarged map lies between, and how much of the second is in it. At the borders it has no second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int First, int Second, double Share) Between(int position, int factor, int size)
    {
        double place = Math.Clamp(((position + 0.5) / factor) - 0.5, 0, size - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, size - 1), place - first);
    }

    /// <summary>What lies between four positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blend<T>(ref T topLeft, ref T topRight, ref T bottomLeft, ref T bottomRight, double right, double bottom, ref T result, int channels) where T : unmanaged
    {
        int c = 0;
        Vector<T> left = Element<T>.Broadcast(1 - right), share = Element<T>.Broadcast(right), upper = Element<T>.Broadcast(1 - bottom), lower = Element<T>.Broadcast(bottom);
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            Vector<T> top = (Vector.LoadUnsafe(ref topLeft, (nuint)c) * left) + (Vector.LoadUnsafe(ref topRight, (nuint)c) * share);
            Vector<T> low = (Vector.LoadUnsafe(ref bottomLeft, (nuint)c) * left) + (Vector.LoadUnsafe(ref bottomRight, (nuint)c) * share);
            ((top * upper) + (low * lower)).StoreUnsafe(ref result, (nuint)c);
        }

        for (; c < channels; c++)
        {
            double top = (At(ref topLeft, c) * (1 - right)) + (At(ref topRight, c) * right), low = (At(ref bottomLeft, c) * (1 - right)) + (At(ref bottomRight, c) * right);
            Unsafe.Add(ref result, c) = Element<T>.From((top * (1 - bottom)) + (low * bottom));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled<T>(ref T values, double scale, ref T sum, int channels) where T : unmanaged
    {
        int c = 0;
        Vector<T> scales = Element<T>.Broadcast(scale);
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
            Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref values, (nuint)c), scales, Vector.LoadUnsafe(ref sum, (nuint)c)).StoreUnsafe(ref sum, (nuint)c);
        for (; c < channels; c++)
            Unsafe.Add(ref sum, c) = Element<T>.From((At(ref values, c) * scale) + At(ref sum, c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At<T>(ref T values, int i) where T : unmanaged => Element<T>.ToDouble(Unsafe.Add(ref values, i));
}
