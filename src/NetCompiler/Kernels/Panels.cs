using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Kernels;

/// <summary>Lays out the columns that a matrix kernel works on next to each other, so that it reads one stream; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    /// <summary>Copies a block of columns: panel[r, c] = source[r, c] for c &lt; width.</summary>
    /// <param name="source">The first element of the first row.</param>
    /// <param name="rows">Rows to copy.</param>
    /// <param name="stride">Elements from one row of the source to the next.</param>
    /// <param name="width">Columns to copy.</param>
    /// <param name="panel">Receives [rows, width].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(ref T source, nint rows, nint stride, int width, ref T panel) where T : unmanaged
    {
        int bytes = width * Unsafe.SizeOf<T>();
        for (nint r = 0; r < rows; r++)
        {
            if (bytes == 128)
            {
                Copy<Vector512<byte>, T>(ref source, ref panel, 0);
                Copy<Vector512<byte>, T>(ref source, ref panel, 64);
            }
            else if (bytes == 96)
            {
                for (int i = 0; i < 96; i += 16)
                    Copy<Vector128<byte>, T>(ref source, ref panel, i);
            }
            else if (bytes == 64)
            {
                Copy<Vector512<byte>, T>(ref source, ref panel, 0);
            }
            else if (bytes == 48)
            {
                for (int i = 0; i < 48; i += 16)
                    Copy<Vector128<byte>, T>(ref source, ref panel, i);
            }
            else
            {
                Unsafe.CopyBlockUnaligned(ref Unsafe.As<T, byte>(ref panel), ref Unsafe.As<T, byte>(ref source), (uint)bytes);
            }

            source = ref Unsafe.Add(ref source, stride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }

    /// <summary>Copies a block of columns: panel[r, c] = source[r, c] for c &lt; count, and 0 up to width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackPadded(ref float source, int rows, nint stride, int count, int width, ref float panel)
    {
        for (int r = 0; r < rows; r++)
        {
            int i = 0;
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
                Vector256.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref panel, (nuint)i);
            for (; i < count; i++)
                Unsafe.Add(ref panel, i) = Unsafe.Add(ref source, i);
            for (; i < width; i++)
                Unsafe.Add(ref panel, i) = 0;
            source = ref Unsafe.Add(ref source, stride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }

    /// <summary>Transposes a block of rows: panel[d, c] = source[c, d] for c &lt; count, and 0 up to width.</summary>
    /// <param name="source">The first element of the first row.</param>
    /// <param name="depth">Elements to take from each row.</param>
    /// <param name="stride">Elements from one row of the source to the next.</param>
    /// <param name="count">Rows to take.</param>
    /// <param name="width">Columns of the panel, at least <paramref name="count"/>.</param>
    /// <param name="panel">Receives [depth, width].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackTransposed<T>(ref T source, nint depth, nint stride, int count, int width, ref T panel) where T : unmanaged
    {
        StoreTransposed(ref source, depth, stride, count, width, ref panel);
        for (nint column = count; column < width; column++)
        {
            for (nint d = 0; d < depth; d++)
                Unsafe.Add(ref panel, (d * width) + column) = default;
        }
    }

    /// <summary>Transposes a block of rows into columns of a matrix: target[d, c] = source[c, d] for c &lt; count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void StoreTransposed<T>(ref T source, nint depth, nint stride, int count, nint width, ref T target) where T : unmanaged
    {
        nint column = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            column = count & ~7;
            TransposeBlocks(ref Unsafe.As<T, float>(ref source), depth, stride, column, width, ref Unsafe.As<T, float>(ref target));
        }

        for (; column < count; column++)
        {
            ref T from = ref Unsafe.Add(ref source, column * stride);
            ref T to = ref Unsafe.Add(ref target, column);
            for (nint d = 0; d < depth; d++)
                Unsafe.Add(ref to, d * width) = Unsafe.Add(ref from, d);
        }
    }

    /// <summary>Transposes matrices that lie one after another: target[i, c, r] = source[i, r, c].</summary>
    /// <param name="source">The matrices.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="rows">Rows of each.</param>
    /// <param name="columns">Columns of each.</param>
    /// <param name="target">Receives [count, columns, rows].</param>
    public static void Transpose<T>(ref T source, int count, int rows, int columns, ref T target) where T : unmanaged
    {
        nint length = (nint)rows * columns;
        for (nint i = 0; i < count; i++)
            PackTransposed(ref Unsafe.Add(ref source, i * length), columns, columns, rows, rows, ref Unsafe.Add(ref target, i * length));
    }

    /// <summary>Transposes a matrix and adds it to another or takes its place: target[c, r] = source[r, c], + target[c, r] if it accumulates.</summary>
    /// <param name="source">The matrix, [rows, columns].</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="target">Receives [columns, rows].</param>
    /// <param name="accumulates">Whether the target is added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposed<T>(ref T source, int rows, int columns, ref T target, bool accumulates) where T : unmanaged, INumberBase<T>
    {
        if (!accumulates)
        {
            PackTransposed(ref source, columns, columns, rows, rows, ref target);
            return;
        }

        for (nint c = 0; c < columns; c++)
        {
            for (nint r = 0; r < rows; r++)
            {
                target += Unsafe.Add(ref source, (r * columns) + c);
                target = ref Unsafe.Add(ref target, 1);
            }
        }
    }

    /// <summary>Transposes a multiple of eight rows. Sixteen rows at a time are few enough streams for the processor to fetch ahead,
    /// and fill whole cache lines of the panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeBlocks(ref float source, nint depth, nint stride, nint columns, nint width, ref float panel)
    {
        for (nint c = 0; c < columns; c += 16)
        {
            ref float from = ref Unsafe.Add(ref source, c * stride);
            ref float to = ref Unsafe.Add(ref panel, c);
            bool hasSecond = c + 8 < columns;
            nint d = 0;
            for (; d <= depth - 8; d += 8)
            {
                Transpose8x8(ref from, stride, ref to, width);
                if (hasSecond)
                    Transpose8x8(ref Unsafe.Add(ref from, 8 * stride), stride, ref Unsafe.Add(ref to, 8), width);
                from = ref Unsafe.Add(ref from, 8);
                to = ref Unsafe.Add(ref to, 8 * width);
            }

            for (; d < depth; d++)
            {
                for (nint r = 0; r < Math.Min(columns - c, 16); r++)
                    Unsafe.Add(ref to, r) = Unsafe.Add(ref from, r * stride);
                from = ref Unsafe.Add(ref from, 1);
                to = ref Unsafe.Add(ref to, width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TVector, T>(ref T source, ref T panel, nint offset) where TVector : struct =>
        Unsafe.WriteUnaligned(
            ref Unsafe.AddByteOffset(ref Unsafe.As<T, byte>(ref panel), offset),
            Unsafe.ReadUnaligned<TVector>(ref Unsafe.AddByteOffset(ref Unsafe.As<T, byte>(ref source), offset)));

    /// <summary>Two 8×4 halves. Loading row r together with row r + 4 saves the exchange of halves that a transpose otherwise ends with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x8(ref float source, nint stride, ref float target, nint width)
    {
        Transpose8x4(ref source, stride, ref target, width);
        Transpose8x4(ref Unsafe.Add(ref source, 4), stride, ref Unsafe.Add(ref target, 4 * width), width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x4(ref float source, nint stride, ref float target, nint width)
    {
        ref float fifth = ref Unsafe.Add(ref source, 4 * stride);
        Vector256<float> r0 = Rows(ref source, ref fifth), r1 = Rows(ref Unsafe.Add(ref source, stride), ref Unsafe.Add(ref fifth, stride));
        Vector256<float> r2 = Rows(ref Unsafe.Add(ref source, 2 * stride), ref Unsafe.Add(ref fifth, 2 * stride));
        Vector256<float> r3 = Rows(ref Unsafe.Add(ref source, 3 * stride), ref Unsafe.Add(ref fifth, 3 * stride));

        Vector256<float> low01 = Avx.UnpackLow(r0, r1), low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1), high23 = Avx.UnpackHigh(r2, r3);

        Avx.Shuffle(low01, low23, 0x44).StoreUnsafe(ref target);
        Avx.Shuffle(low01, low23, 0xEE).StoreUnsafe(ref Unsafe.Add(ref target, width));
        Avx.Shuffle(high01, high23, 0x44).StoreUnsafe(ref Unsafe.Add(ref target, 2 * width));
        Avx.Shuffle(high01, high23, 0xEE).StoreUnsafe(ref Unsafe.Add(ref target, 3 * width));

        static Vector256<float> Rows(ref float lower, ref float upper) => Vector256.Create(Vector128.LoadUnsafe(ref lower), Vector128.LoadUnsafe(ref upper));
    }
}
