using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Kernels;

/// <summary>Matrix products without the terms in which a factor that comes through a rectifier is 0; used by generated code.</summary>
/// <remarks>Half of such a factor is 0 when training starts, and mostly more later. What is left are sums of some rows of the other factor, a block of which stays in the
/// first-level cache. Every sum takes its terms in the order in which the dense kernel takes them, so that both give the same result, but for the rounding of weight gradients of more than 64 rows, which
/// are added up in blocks.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RectifiedProduct
{
    /// <summary>Rows below which blocks are not used often enough.</summary>
    private const int LeastRows = 32;

    /// <summary>The greatest part that may be other than 0 for a product, and for a weight gradient, whose sums are transposed: above, the dense kernel is faster.</summary>
    private const double MostActive = 0.75, MostActiveGradient = 0.65;

    /// <summary>Whether leaving out terms of x·W or dY·Wᵀ takes less time than the whole product.</summary>
    /// <param name="left">The first element of the rectified factor, <c>[rows, depth]</c>.</param>
    /// <param name="depth">Its columns.</param>
    /// <param name="rows">Its rows.</param>
    public static bool Pays(ref float left, int depth, int rows) => rows >= LeastRows && IsSparse(ref left, depth, rows, MostActive);

    /// <summary>Whether leaving out terms of Xᵀ·dY takes less time than the whole product.</summary>
    /// <param name="dy">The first element of dY, <c>[rows, outputs]</c>.</param>
    /// <param name="outputs">Columns of dY.</param>
    /// <param name="rows">Rows of X and dY.</param>
    public static bool PaysForGradient(ref float dy, int outputs, int rows) => rows >= LeastRows && IsSparse(ref dy, outputs, rows, MostActiveGradient);

    /// <summary>y[b, n] = Σ over k of x[b, k]·weight[k, n], for a rectified x.</summary>
    /// <param name="x">The first element of X, <c>[rows, inputs]</c>.</param>
    /// <param name="inputs">Columns of X.</param>
    /// <param name="weight">The first element of the weight, <c>[inputs, outputs]</c>.</param>
    /// <param name="outputs">Columns of the weight, at least 96.</param>
    /// <param name="y">Receives <c>[rows, outputs]</c>.</param>
    /// <param name="m">The rows, and memory.</param>
    public static void Forward(ref float x, int inputs, ref float weight, int outputs, ref float y, in RowBlock<float> m)
    {
        MemoryMarshal.CreateSpan(ref y, m.Rows * outputs).Clear();
        AddRows(ref x, inputs, ref weight, outputs, isTransposed: false, ref y, m);
    }

    /// <summary>y[b, n] = bias[n] + Σ over k of x[b, k]·weight[k, n], for a rectified x.</summary>
    /// <param name="x">The first element of X, <c>[rows, inputs]</c>.</param>
    /// <param name="inputs">Columns of X.</param>
    /// <param name="weight">The first element of the weight, <c>[inputs, outputs]</c>.</param>
    /// <param name="bias">The first element of the bias, <c>[outputs]</c>.</param>
    /// <param name="outputs">Columns of the weight, at least 96.</param>
    /// <param name="y">Receives <c>[rows, outputs]</c>.</param>
    /// <param name="m">The rows, and memory.</param>
    public static void Forward(ref float x, int inputs, ref float weight, ref float bias, int outputs, ref float y, in RowBlock<float> m)
    {
        ReadOnlySpan<float> first = MemoryMarshal.CreateReadOnlySpan(ref bias, outputs);
        for (int b = 0; b < m.Rows; b++)
            first.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, (nint)b * outputs), outputs));
        AddRows(ref x, inputs, ref weight, outputs, isTransposed: false, ref y, m);
    }

    /// <summary>dx[b, k] = Σ over n of dy[b, n]·weight[k, n], for a rectified dY.</summary>
    /// <param name="dy">The first element of dY, <c>[rows, outputs]</c>.</param>
    /// <param name="outputs">Columns of dY.</param>
    /// <param name="weight">The first element of the weight, <c>[inputs, outputs]</c>.</param>
    /// <param name="inputs">Rows of the weight, at least 96.</param>
    /// <param name="dx">Receives <c>[rows, inputs]</c>.</param>
    /// <param name="m">The rows, and memory.</param>
    public static void InputGradient(ref float dy, int outputs, ref float weight, int inputs, ref float dx, in RowBlock<float> m)
    {
        MemoryMarshal.CreateSpan(ref dx, m.Rows * inputs).Clear();
        AddRows(ref dy, outputs, ref weight, inputs, isTransposed: true, ref dx, m);
    }

    /// <summary>dw[k, n] = Σ over b of x[b, k]·dy[b, n], for a rectified dY.</summary>
    /// <remarks>Which rows of X are summed differs from output to output, so that vectors run over the columns of X, and the sums are transposed.</remarks>
    /// <param name="x">The first element of X, <c>[rows, inputs]</c>.</param>
    /// <param name="inputs">Columns of X, at least 96.</param>
    /// <param name="dy">The first element of dY, <c>[rows, outputs]</c>.</param>
    /// <param name="outputs">Columns of dY.</param>
    /// <param name="dw">Receives <c>[inputs, outputs]</c>, or what is added to it.</param>
    /// <param name="m">The rows, and memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(ref float x, int inputs, ref float dy, int outputs, ref float dw, in RowBlock<float> m)
    {
        ref float block = ref m.Panel;
        ref float sums = ref Unsafe.Add(ref block, RectifiedSizes.Block);
        ref float columns = ref Unsafe.Add(ref sums, 2 * RectifiedSizes.Group);
        ref ulong active = ref Unsafe.As<float, ulong>(ref Unsafe.Add(ref columns, RectifiedSizes.Rows * outputs));
        for (int first = 0; first < m.Rows; first += RectifiedSizes.Rows)
        {
            int count = Math.Min(m.Rows - first, RectifiedSizes.Rows);
            Panels.PackTransposed(ref Unsafe.Add(ref dy, (nint)first * outputs), outputs, outputs, count, RectifiedSizes.Rows, ref columns);
            SomeRows.Find(ref columns, outputs, RectifiedSizes.Rows, RectifiedSizes.Rows, ref active);
            foreach ((int k, int width) in new SomeRows.Panels(inputs))
            {
                int valid = Math.Min(width, inputs - k);
                Panels.PackPadded(ref Unsafe.Add(ref x, ((nint)first * inputs) + k), count, inputs, valid, width, ref block);
                for (int n = 0; n < outputs; n += RectifiedSizes.Outputs)
                {
                    int group = Math.Min(RectifiedSizes.Outputs, outputs - n);
                    for (int i = 0; i < group; i++)
                        SomeRows.Sum(ref block, width, ref Unsafe.Add(ref columns, (n + i) * RectifiedSizes.Rows), Unsafe.Add(ref active, n + i), ref Unsafe.Add(ref sums, i * width), accumulates: false);
                    StoreTransposed(ref sums, width, valid, group, ref Unsafe.Add(ref dw, ((nint)k * outputs) + n), outputs, m.Accumulates || first > 0);
                }
            }
        }
    }

    /// <summary>y[b, n] += Σ over k of left[b, k]·right[k, n], for a rectified left factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(ref float left, int depth, ref float right, int columns, bool isTransposed, ref float y, in RowBlock<float> m)
    {
        ref float block = ref m.Panel;
        ref float sums = ref Unsafe.Add(ref block, RectifiedSizes.Block);
        ref ulong active = ref Unsafe.As<float, ulong>(ref Unsafe.Add(ref sums, RectifiedSizes.Width));
        for (int first = 0; first < m.Rows; first += RectifiedSizes.RowsOfProduct)
        {
            int count = Math.Min(m.Rows - first, RectifiedSizes.RowsOfProduct);
            for (int k = 0; k < depth; k += RectifiedSizes.Rows)
            {
                int terms = Math.Min(RectifiedSizes.Rows, depth - k);
                ref float x = ref Unsafe.Add(ref left, ((nint)first * depth) + k);
                SomeRows.Find(ref x, count, depth, terms, ref active);
                foreach ((int n, int width) in new SomeRows.Panels(columns))
                {
                    int valid = Math.Min(width, columns - n);
                    if (isTransposed)
                        Panels.PackTransposed(ref Unsafe.Add(ref right, ((nint)n * depth) + k), terms, depth, valid, width, ref block);
                    else
                        Panels.PackPadded(ref Unsafe.Add(ref right, ((nint)k * columns) + n), terms, columns, valid, width, ref block);
                    for (int b = 0; b < count; b++)
                    {
                        ref float result = ref Unsafe.Add(ref y, ((nint)(first + b) * columns) + n);
                        ref float factors = ref Unsafe.Add(ref x, (nint)b * depth);
                        if (valid == width)
                        {
                            SomeRows.Sum(ref block, width, ref factors, Unsafe.Add(ref active, b), ref result, accumulates: true);
                            continue;
                        }

                        Panels.PackPadded(ref result, 1, columns, valid, width, ref sums);
                        SomeRows.Sum(ref block, width, ref factors, Unsafe.Add(ref active, b), ref sums, accumulates: true);
                        Panels.PackPadded(ref sums, 1, width, valid, valid, ref result);
                    }
                }
            }
        }
    }

    /// <summary>Whether no more than a part of a matrix is other than 0: rows all over it are enough for an estimate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSparse(ref float first, int columns, int rows, double most)
    {
        if (!Avx2.IsSupported)
            return false;
        int step = Math.Max(1, rows / 64), zeros = 0, count = 0;
        for (int b = 0; b < rows; b += step)
        {
            ref float row = ref Unsafe.Add(ref first, (nint)b * columns);
            for (int n = 0; n <= columns - Vector256<float>.Count; n += Vector256<float>.Count)
            {
                zeros += BitOperations.PopCount(Vector256.Equals(Vector256.LoadUnsafe(ref row, (nuint)n), Vector256<float>.Zero).ExtractMostSignificantBits());
                count += Vector256<float>.Count;
            }
        }

        return zeros > (1 - most) * count;
    }

    /// <summary>Stores the sums of some outputs, transposed.</summary>
    private static void StoreTransposed(ref float sums, int width, int valid, int outputs, ref float dw, int stride, bool accumulates)
    {
        if (!accumulates)
        {
            // A few rows at a time, each of them whole.
            for (int k = 0; k < valid; k += 8)
                Panels.StoreTransposed(ref Unsafe.Add(ref sums, k), Math.Min(8, valid - k), width, outputs, stride, ref Unsafe.Add(ref dw, (nint)k * stride));
            return;
        }

        ref float rows = ref Unsafe.Add(ref sums, RectifiedSizes.Group);
        Panels.StoreTransposed(ref sums, valid, width, outputs, RectifiedSizes.Outputs, ref rows);
        for (int k = 0; k < valid; k++)
        {
            int n = 0;
            for (; n <= outputs - Vector256<float>.Count; n += Vector256<float>.Count)
                (Vector256.LoadUnsafe(ref dw, (nuint)n) + Vector256.LoadUnsafe(ref rows, (nuint)n)).StoreUnsafe(ref dw, (nuint)n);
            for (; n < outputs; n++)
                Unsafe.Add(ref dw, n) += Unsafe.Add(ref rows, n);
            rows = ref Unsafe.Add(ref rows, RectifiedSizes.Outputs);
            dw = ref Unsafe.Add(ref dw, stride);
        }
    }
}
