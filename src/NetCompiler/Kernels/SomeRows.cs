using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Kernels;

/// <summary>Sums of some rows of a block, each times a factor: what is left of a matrix product where most factors are 0.</summary>
internal static class SomeRows
{
    private const int Line = RectifiedSizes.Line;

    /// <summary>For each row of factors, a bit for every one that is not 0.</summary>
    /// <param name="factors">The first element.</param>
    /// <param name="rows">Rows of factors.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="count">Factors in a row, at most 64.</param>
    /// <param name="active">Receives <c>[rows]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(ref float factors, int rows, nint stride, int count, ref ulong active)
    {
        for (int r = 0; r < rows; r++)
        {
            ulong bits = 0;
            int i = 0;
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
                bits |= (ulong)(~Vector256.Equals(Vector256.LoadUnsafe(ref factors, (nuint)i), Vector256<float>.Zero)).ExtractMostSignificantBits() << i;
            for (; i < count; i++)
                bits |= (Unsafe.Add(ref factors, i) != 0 ? 1ul : 0) << i;
            Unsafe.Add(ref active, r) = bits;
            factors = ref Unsafe.Add(ref factors, stride);
        }
    }

    /// <summary>sums[i] = Σ over active rows r of factors[r]·block[r, i], begun with what is there or with 0.</summary>
    /// <param name="block">The first element of the block.</param>
    /// <param name="width">Columns of the block: three to seven lines.</param>
    /// <param name="factors">A factor for each row.</param>
    /// <param name="active">A bit for each row that is summed.</param>
    /// <param name="sums">Receives <c>[width]</c>.</param>
    /// <param name="accumulates">Whether the sums begin with what is there.</param>
    public static void Sum(ref float block, int width, ref float factors, ulong active, ref float sums, bool accumulates)
    {
        if (WideVectors.AreFast)
            Sum512(ref block, width, ref factors, active, ref sums, accumulates);
        else
            Sum256(ref block, width, ref factors, active, ref sums, accumulates);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum512(ref float block, int width, ref float factors, ulong active, ref float sums, bool accumulates)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default;
        if (accumulates)
        {
            (c0, c1, c2) = (Vector512.LoadUnsafe(ref sums), Vector512.LoadUnsafe(ref sums, Line), Vector512.LoadUnsafe(ref sums, 2 * Line));
            if (width > 3 * Line)
                c3 = Vector512.LoadUnsafe(ref sums, 3 * Line);
            if (width > 4 * Line)
                c4 = Vector512.LoadUnsafe(ref sums, 4 * Line);
            if (width > 5 * Line)
                c5 = Vector512.LoadUnsafe(ref sums, 5 * Line);
            if (width > 6 * Line)
                c6 = Vector512.LoadUnsafe(ref sums, 6 * Line);
        }

        for (; active != 0; active &= active - 1)
        {
            int r = BitOperations.TrailingZeroCount(active);
            Vector512<float> a = Vector512.Create(Unsafe.Add(ref factors, r));
            ref float row = ref Unsafe.Add(ref block, r * width);
            c0 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row), c0);
            c1 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row, Line), c1);
            c2 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row, 2 * Line), c2);
            if (width > 3 * Line)
                c3 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row, 3 * Line), c3);
            if (width > 4 * Line)
                c4 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row, 4 * Line), c4);
            if (width > 5 * Line)
                c5 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row, 5 * Line), c5);
            if (width > 6 * Line)
                c6 = Vector512.MultiplyAddEstimate(a, Vector512.LoadUnsafe(ref row, 6 * Line), c6);
        }

        c0.StoreUnsafe(ref sums);
        c1.StoreUnsafe(ref sums, Line);
        c2.StoreUnsafe(ref sums, 2 * Line);
        if (width > 3 * Line)
            c3.StoreUnsafe(ref sums, 3 * Line);
        if (width > 4 * Line)
            c4.StoreUnsafe(ref sums, 4 * Line);
        if (width > 5 * Line)
            c5.StoreUnsafe(ref sums, 5 * Line);
        if (width > 6 * Line)
            c6.StoreUnsafe(ref sums, 6 * Line);
    }

    /// <summary>The same with two vectors for every line: what takes the place of 512-bit vectors where the hardware has none does not stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum256(ref float block, int width, ref float factors, ulong active, ref float sums, bool accumulates)
    {
        const int Half = Line / 2;
        Vector256<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default;
        Vector256<float> d0 = default, d1 = default, d2 = default, d3 = default, d4 = default, d5 = default, d6 = default;
        if (accumulates)
        {
            (c0, d0) = (Vector256.LoadUnsafe(ref sums), Vector256.LoadUnsafe(ref sums, Half));
            (c1, d1) = (Vector256.LoadUnsafe(ref sums, Line), Vector256.LoadUnsafe(ref sums, Line + Half));
            (c2, d2) = (Vector256.LoadUnsafe(ref sums, 2 * Line), Vector256.LoadUnsafe(ref sums, (2 * Line) + Half));
            if (width > 3 * Line)
                (c3, d3) = (Vector256.LoadUnsafe(ref sums, 3 * Line), Vector256.LoadUnsafe(ref sums, (3 * Line) + Half));
            if (width > 4 * Line)
                (c4, d4) = (Vector256.LoadUnsafe(ref sums, 4 * Line), Vector256.LoadUnsafe(ref sums, (4 * Line) + Half));
            if (width > 5 * Line)
                (c5, d5) = (Vector256.LoadUnsafe(ref sums, 5 * Line), Vector256.LoadUnsafe(ref sums, (5 * Line) + Half));
            if (width > 6 * Line)
                (c6, d6) = (Vector256.LoadUnsafe(ref sums, 6 * Line), Vector256.LoadUnsafe(ref sums, (6 * Line) + Half));
        }

        for (; active != 0; active &= active - 1)
        {
            int r = BitOperations.TrailingZeroCount(active);
            Vector256<float> a = Vector256.Create(Unsafe.Add(ref factors, r));
            ref float row = ref Unsafe.Add(ref block, r * width);
            c0 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row), c0);
            d0 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, Half), d0);
            c1 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, Line), c1);
            d1 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, Line + Half), d1);
            c2 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, 2 * Line), c2);
            d2 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, (2 * Line) + Half), d2);
            if (width > 3 * Line)
            {
                c3 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, 3 * Line), c3);
                d3 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, (3 * Line) + Half), d3);
            }

            if (width > 4 * Line)
            {
                c4 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, 4 * Line), c4);
                d4 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, (4 * Line) + Half), d4);
            }

            if (width > 5 * Line)
            {
                c5 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, 5 * Line), c5);
                d5 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, (5 * Line) + Half), d5);
            }

            if (width > 6 * Line)
            {
                c6 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, 6 * Line), c6);
                d6 = Vector256.MultiplyAddEstimate(a, Vector256.LoadUnsafe(ref row, (6 * Line) + Half), d6);
            }
        }

        Store256(c0, d0, ref sums, 0);
        Store256(c1, d1, ref sums, Line);
        Store256(c2, d2, ref sums, 2 * Line);
        if (width > 3 * Line)
            Store256(c3, d3, ref sums, 3 * Line);
        if (width > 4 * Line)
            Store256(c4, d4, ref sums, 4 * Line);
        if (width > 5 * Line)
            Store256(c5, d5, ref sums, 5 * Line);
        if (width > 6 * Line)
            Store256(c6, d6, ref sums, 6 * Line);

        static void Store256(Vector256<float> low, Vector256<float> high, ref float sums, nuint offset)
        {
            low.StoreUnsafe(ref sums, offset);
            high.StoreUnsafe(ref sums, offset + Half);
        }
    }

    /// <summary>The panels of about equal width that the columns of a matrix are taken in.</summary>
    /// <param name="columns">Columns, more than 32.</param>
    public struct Panels(int columns)
    {
        private readonly int _lines = (columns + Line - 1) / Line, _count = (columns + (RectifiedSizes.Lines * Line) - 1) / (RectifiedSizes.Lines * Line);
        private int _index = -1;

        /// <summary>The first column, and the width in whole lines.</summary>
        public readonly (int First, int Width) Current => (Begin(_index) * Line, (Begin(_index + 1) - Begin(_index)) * Line);

        public readonly Panels GetEnumerator() => this;

        public bool MoveNext() => ++_index < _count;

        private readonly int Begin(int index) => _lines * index / _count;
    }
}
