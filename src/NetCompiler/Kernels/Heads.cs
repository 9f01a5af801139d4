using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>Products of matrices for every example and head; used by generated code. Sequences lie step by step, [steps, rows, heads · length], scores [steps, rows, heads · most]: of a head
/// and example, rows of a matrix lie far apart, so that the right factor is copied into a panel first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Heads
{
    /// <summary>Rows of a tile of sums that stay in registers.</summary>
    private const int TileRows = 4;

    /// <summary>scores[t, u] = Σ x[t, j]·y[u, j]; if causal only up to u = t.</summary>
    /// <param name="x">The left factor.</param>
    /// <param name="y">The right factor.</param>
    /// <param name="scores">Receives the products.</param>
    /// <param name="heads">How many heads there are.</param>
    /// <param name="length">Elements of a head in a step.</param>
    /// <param name="most">Scores of a head in a step.</param>
    /// <param name="isCausal">Whether scores of later steps are left out.</param>
    /// <param name="queries">The rows and the steps that ask.</param>
    /// <param name="keys">The rows and the steps that are looked at; of self-attention the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scores<T>(ref T x, ref T y, ref T scores, int heads, int length, int most, bool isCausal, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        nint step = (nint)keys.Rows * heads * length, scoreStep = (nint)keys.Rows * heads * most;
        if (queries.Steps == 1)
        {
            OneScore(ref x, ref y, ref scores, heads, length, most, keys);
            return;
        }

        int width = Whole<T>(keys.Steps);
        for (nint i = 0; i < keys.Rows * heads; i++)
        {
            Panels.PackTransposed(ref Unsafe.Add(ref y, i * length), length, step, keys.Steps, width, ref keys.Panel);
            Multiply(
                ref Unsafe.Add(ref x, i * length), step, 1, ref keys.Panel, width, ref Unsafe.Add(ref scores, i * most), scoreStep,
                queries.Steps, length, keys.Steps, isCausal ? Triangle.OfColumns : Triangle.None);
        }
    }

    /// <summary>result[t, j] = Σ scores[t, u]·y[u, j]; if causal over u up to t.</summary>
    /// <param name="scores">The left factor.</param>
    /// <param name="y">The right factor.</param>
    /// <param name="result">Receives the products.</param>
    /// <param name="heads">How many heads there are.</param>
    /// <param name="length">Elements of a head in a step.</param>
    /// <param name="most">Scores of a head in a step.</param>
    /// <param name="isCausal">Whether scores of later steps are 0.</param>
    /// <param name="queries">The rows and the steps that ask.</param>
    /// <param name="keys">The rows and the steps that are looked at; of self-attention the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mix<T>(ref T scores, ref T y, ref T result, int heads, int length, int most, bool isCausal, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        nint step = (nint)keys.Rows * heads * length, scoreStep = (nint)keys.Rows * heads * most;
        if (queries.Steps == 1)
        {
            OneMix(ref scores, ref y, ref result, heads, length, most, keys);
            return;
        }

        int width = Whole<T>(length);
        for (nint i = 0; i < keys.Rows * heads; i++)
        {
            Pack(ref Unsafe.Add(ref y, i * length), step, keys.Steps, length, width, ref keys.Panel);
            Multiply(
                ref Unsafe.Add(ref scores, i * most), scoreStep, 1, ref keys.Panel, width, ref Unsafe.Add(ref result, i * length), step,
                queries.Steps, keys.Steps, length, isCausal ? Triangle.OfFirstTerms : Triangle.None);
        }
    }

    /// <summary>result[u, j] = Σ scores[t, u]·x[t, j]; if causal over t from u on.</summary>
    /// <param name="scores">The left factor.</param>
    /// <param name="x">The right factor.</param>
    /// <param name="result">Receives the products.</param>
    /// <param name="heads">How many heads there are.</param>
    /// <param name="length">Elements of a head in a step.</param>
    /// <param name="most">Scores of a head in a step.</param>
    /// <param name="isCausal">Whether scores of later steps are 0.</param>
    /// <param name="queries">The rows and the steps that ask.</param>
    /// <param name="keys">The rows and the steps that are looked at; of self-attention the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MixBack<T>(ref T scores, ref T x, ref T result, int heads, int length, int most, bool isCausal, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        nint step = (nint)keys.Rows * heads * length, scoreStep = (nint)keys.Rows * heads * most;
        int width = Whole<T>(length);
        for (nint i = 0; i < keys.Rows * heads; i++)
        {
            Pack(ref Unsafe.Add(ref x, i * length), step, queries.Steps, length, width, ref keys.Panel);
            Multiply(
                ref Unsafe.Add(ref scores, i * most), 1, scoreStep, ref keys.Panel, width, ref Unsafe.Add(ref result, i * length), step,
                keys.Steps, queries.Steps, length, isCausal ? Triangle.OfLastTerms : Triangle.None);
        }
    }

    /// <summary>The scores of a single step, for which laying out the right factor would take as long as the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneScore<T>(ref T x, ref T y, ref T scores, int heads, int length, int most, in RowBlock<T> keys) where T : unmanaged
    {
        int count = keys.Rows * heads;
        for (int u = 0; u < keys.Steps; u++)
        {
            for (nint i = 0; i < count; i++)
                Unsafe.Add(ref scores, (i * most) + u) = Lanes<T>.Dot(ref Unsafe.Add(ref x, i * length), ref Unsafe.Add(ref y, (((nint)u * count) + i) * length), length);
        }
    }

    /// <summary>What a single step makes of the others, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneMix<T>(ref T scores, ref T y, ref T result, int heads, int length, int most, in RowBlock<T> keys) where T : unmanaged
    {
        int count = keys.Rows * heads;
        Rows.Clear(ref result, count * length);
        for (int u = 0; u < keys.Steps; u++)
        {
            for (nint i = 0; i < count; i++)
                AddScaled(ref Unsafe.Add(ref y, (((nint)u * count) + i) * length), Unsafe.Add(ref scores, (i * most) + u), ref Unsafe.Add(ref result, i * length), length);
        }
    }

    /// <summary>sum += factor·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled<T>(ref T x, T factor, ref T sum, int length) where T : unmanaged
    {
        Vector<T> factors = Vector.Create(factor);
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            Element<T>.MultiplyAdd(factors, Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref sum, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        if (i < length)
        {
            Vector<T> last = Element<T>.MultiplyAdd(factors, Lanes<T>.LoadFirst(ref Unsafe.Add(ref x, i), length - i), Lanes<T>.LoadFirst(ref Unsafe.Add(ref sum, i), length - i));
            Lanes<T>.Store(last, ref Unsafe.Add(ref sum, i), length - i);
        }
    }

    /// <summary>Keeps what a step of a stream is found by, or has to give, for the steps behind it.</summary>
    /// <param name="step">The step, [rows, length].</param>
    /// <param name="cache">All steps, [steps, rows, length].</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="t">The number of the step.</param>
    /// <param name="m">The row block.</param>
    public static void Keep<T>(ref T step, ref T cache, int length, int t, in RowBlock<T> m) where T : unmanaged =>
        Sequences.Copy(ref step, ref Unsafe.Add(ref cache, (nint)t * m.Rows * length), length, m);

    /// <summary>What of a square matrix counts.</summary>
    private enum Triangle
    {
        /// <summary>Everything.</summary>
        None,

        /// <summary>In row r columns up to r.</summary>
        OfColumns,

        /// <summary>In row r terms up to r.</summary>
        OfFirstTerms,

        /// <summary>In row r terms from r on.</summary>
        OfLastTerms,
    }

    /// <summary>result[r, n] = Σ left[r, k]·panel[k, n], tile by tile; a triangle is left out as far as whole tiles lie outside of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(
        ref T left, nint leftRow, nint leftTerm, ref T panel, nint width, ref T result, nint resultRow, int rows, int terms, int columns, Triangle triangle) where T : unmanaged
    {
        for (int r = 0; r < rows;)
        {
            int height = rows - r >= TileRows ? TileRows : 1, end = r + height;
            int first = triangle == Triangle.OfLastTerms ? r : 0, last = triangle == Triangle.OfFirstTerms ? Math.Min(terms, end) : terms;
            int wanted = triangle == Triangle.OfColumns ? Math.Min(columns, end) : columns;
            ref T a = ref Unsafe.Add(ref left, (r * leftRow) + (first * leftTerm));
            ref T b = ref Unsafe.Add(ref panel, first * width);
            ref T c = ref Unsafe.Add(ref result, r * resultRow);
            int n = 0;
            for (; n <= wanted - (2 * Vector<T>.Count); n += 2 * Vector<T>.Count)
            {
                if (height == TileRows)
                    Tile4x2(ref a, leftRow, leftTerm, ref Unsafe.Add(ref b, n), width, ref Unsafe.Add(ref c, n), resultRow, last - first);
                else
                    Tile1x2(ref a, leftTerm, ref Unsafe.Add(ref b, n), width, ref Unsafe.Add(ref c, n), last - first);
            }

            for (; n < wanted; n += Vector<T>.Count)
            {
                int count = Math.Min(Vector<T>.Count, columns - n);
                if (height == TileRows)
                    Tile4x1(ref a, leftRow, leftTerm, ref Unsafe.Add(ref b, n), width, ref Unsafe.Add(ref c, n), resultRow, last - first, count);
                else
                    Tile1x1(ref a, leftTerm, ref Unsafe.Add(ref b, n), width, ref Unsafe.Add(ref c, n), last - first, count);
            }

            r = end;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x2<T>(ref T a, nint row, nint term, ref T b, nint width, ref T c, nint cRow, int terms) where T : unmanaged
    {
        Vector<T> c00 = Vector<T>.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        for (int k = 0; k < terms; k++)
        {
            Vector<T> b0 = Vector.LoadUnsafe(ref b), b1 = Vector.LoadUnsafe(ref b, (nuint)Vector<T>.Count);
            Vector<T> x = Vector.Create(a);
            (c00, c01) = (Element<T>.MultiplyAdd(x, b0, c00), Element<T>.MultiplyAdd(x, b1, c01));
            x = Vector.Create(Unsafe.Add(ref a, row));
            (c10, c11) = (Element<T>.MultiplyAdd(x, b0, c10), Element<T>.MultiplyAdd(x, b1, c11));
            x = Vector.Create(Unsafe.Add(ref a, 2 * row));
            (c20, c21) = (Element<T>.MultiplyAdd(x, b0, c20), Element<T>.MultiplyAdd(x, b1, c21));
            x = Vector.Create(Unsafe.Add(ref a, 3 * row));
            (c30, c31) = (Element<T>.MultiplyAdd(x, b0, c30), Element<T>.MultiplyAdd(x, b1, c31));
            a = ref Unsafe.Add(ref a, term);
            b = ref Unsafe.Add(ref b, width);
        }

        Store(c00, c01, ref c);
        Store(c10, c11, ref Unsafe.Add(ref c, cRow));
        Store(c20, c21, ref Unsafe.Add(ref c, 2 * cRow));
        Store(c30, c31, ref Unsafe.Add(ref c, 3 * cRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1<T>(ref T a, nint row, nint term, ref T b, nint width, ref T c, nint cRow, int terms, int count) where T : unmanaged
    {
        Vector<T> c0 = Vector<T>.Zero, c1 = c0, c2 = c0, c3 = c0;
        for (int k = 0; k < terms; k++)
        {
            Vector<T> b0 = Vector.LoadUnsafe(ref b);
            c0 = Element<T>.MultiplyAdd(Vector.Create(a), b0, c0);
            c1 = Element<T>.MultiplyAdd(Vector.Create(Unsafe.Add(ref a, row)), b0, c1);
            c2 = Element<T>.MultiplyAdd(Vector.Create(Unsafe.Add(ref a, 2 * row)), b0, c2);
            c3 = Element<T>.MultiplyAdd(Vector.Create(Unsafe.Add(ref a, 3 * row)), b0, c3);
            a = ref Unsafe.Add(ref a, term);
            b = ref Unsafe.Add(ref b, width);
        }

        Lanes<T>.Store(c0, ref c, count);
        Lanes<T>.Store(c1, ref Unsafe.Add(ref c, cRow), count);
        Lanes<T>.Store(c2, ref Unsafe.Add(ref c, 2 * cRow), count);
        Lanes<T>.Store(c3, ref Unsafe.Add(ref c, 3 * cRow), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x2<T>(ref T a, nint term, ref T b, nint width, ref T c, int terms) where T : unmanaged
    {
        Vector<T> c0 = Vector<T>.Zero, c1 = c0;
        for (int k = 0; k < terms; k++)
        {
            Vector<T> x = Vector.Create(a);
            c0 = Element<T>.MultiplyAdd(x, Vector.LoadUnsafe(ref b), c0);
            c1 = Element<T>.MultiplyAdd(x, Vector.LoadUnsafe(ref b, (nuint)Vector<T>.Count), c1);
            a = ref Unsafe.Add(ref a, term);
            b = ref Unsafe.Add(ref b, width);
        }

        Store(c0, c1, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1<T>(ref T a, nint term, ref T b, nint width, ref T c, int terms, int count) where T : unmanaged
    {
        Vector<T> sum = Vector<T>.Zero;
        for (int k = 0; k < terms; k++)
        {
            sum = Element<T>.MultiplyAdd(Vector.Create(a), Vector.LoadUnsafe(ref b), sum);
            a = ref Unsafe.Add(ref a, term);
            b = ref Unsafe.Add(ref b, width);
        }

        Lanes<T>.Store(sum, ref c, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> first, Vector<T> second, ref T place) where T : unmanaged
    {
        first.StoreUnsafe(ref place);
        second.StoreUnsafe(ref place, (nuint)Vector<T>.Count);
    }

    /// <summary>Copies rows that lie far apart, with zeros behind each up to a width.</summary>
    private static void Pack<T>(ref T source, nint stride, int rows, int length, int width, ref T panel) where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            Span<T> row = MemoryMarshal.CreateSpan(ref panel, width);
            MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(row);
            row[length..].Clear();
            source = ref Unsafe.Add(ref source, stride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }

    /// <summary>A number of elements filled up to whole vectors.</summary>
    private static int Whole<T>(int length) where T : unmanaged => (length + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count;
}
