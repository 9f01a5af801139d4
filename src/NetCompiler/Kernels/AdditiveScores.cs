using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>The scores Σₐ v[a]·tanh(q[t, a] + k[u, a]) of every example and their adjoints; used by generated code. Sequences lie step by step, [steps, rows, length], scores
/// [steps, rows, most]. The hyperbolic tangents are computed again where they are needed, because there are steps² · length of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AdditiveScores
{
    /// <summary>Computes the scores; 0 for padding.</summary>
    /// <param name="q">What each step asks for.</param>
    /// <param name="k">What each step is found by.</param>
    /// <param name="v">The weights of the hidden units, [length].</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="length">Hidden units.</param>
    /// <param name="most">Scores of a step.</param>
    /// <param name="queries">The rows and steps that ask.</param>
    /// <param name="keys">The rows and steps that are looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T>(ref T q, ref T k, ref T v, ref T scores, int length, int most, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        for (int t = 0; t < queries.Steps; t++)
        {
            for (int row = 0; row < queries.Rows; row++)
            {
                ref T query = ref Step(ref q, t, row, length, queries);
                ref T result = ref Step(ref scores, t, row, most, queries);
                int seen = keys.LengthOf(row);
                for (int u = 0; u < seen; u++)
                    Unsafe.Add(ref result, u) = Score(ref query, ref Step(ref k, u, row, length, keys), ref v, length);
                Rows.Clear(ref Unsafe.Add(ref result, seen), keys.Steps - seen);
            }
        }
    }

    /// <summary>The adjoint of q: Σᵤ ds[t, u]·v·(1 - tanh²).</summary>
    /// <param name="q">What each step asks for.</param>
    /// <param name="k">What each step is found by.</param>
    /// <param name="v">The weights of the hidden units.</param>
    /// <param name="ds">The adjoint of the scores.</param>
    /// <param name="dq">Receives the adjoint.</param>
    /// <param name="length">Hidden units.</param>
    /// <param name="most">Scores of a step.</param>
    /// <param name="queries">The rows and steps that ask.</param>
    /// <param name="keys">The rows and steps that are looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfQueries<T>(ref T q, ref T k, ref T v, ref T ds, ref T dq, int length, int most, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        Rows.Clear(ref dq, queries.Steps * queries.Rows * length);
        for (int t = 0; t < queries.Steps; t++)
        {
            for (int row = 0; row < queries.Rows; row++)
            {
                ref T query = ref Step(ref q, t, row, length, queries);
                ref T adjoints = ref Step(ref ds, t, row, most, queries);
                ref T result = ref Step(ref dq, t, row, length, queries);
                int seen = keys.LengthOf(row);
                for (int u = 0; u < seen; u++)
                    AddSlope(ref query, ref Step(ref k, u, row, length, keys), ref v, Unsafe.Add(ref adjoints, u), ref result, length);
            }
        }
    }

    /// <summary>The adjoint of k: Σₜ ds[t, u]·v·(1 - tanh²).</summary>
    /// <param name="q">What each step asks for.</param>
    /// <param name="k">What each step is found by.</param>
    /// <param name="v">The weights of the hidden units.</param>
    /// <param name="ds">The adjoint of the scores.</param>
    /// <param name="dk">Receives the adjoint.</param>
    /// <param name="length">Hidden units.</param>
    /// <param name="most">Scores of a step.</param>
    /// <param name="queries">The rows and steps that ask.</param>
    /// <param name="keys">The rows and steps that are looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfKeys<T>(ref T q, ref T k, ref T v, ref T ds, ref T dk, int length, int most, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        Rows.Clear(ref dk, keys.Steps * keys.Rows * length);
        for (int u = 0; u < keys.Steps; u++)
        {
            for (int row = 0; row < keys.Rows; row++)
            {
                if (u >= keys.LengthOf(row))
                    continue;
                ref T key = ref Step(ref k, u, row, length, keys);
                ref T result = ref Step(ref dk, u, row, length, keys);
                for (int t = 0; t < queries.Steps; t++)
                    AddSlope(ref Step(ref q, t, row, length, queries), ref key, ref v, Unsafe.Add(ref Step(ref ds, t, row, most, queries), u), ref result, length);
            }
        }
    }

    /// <summary>The adjoint of v: Σ ds·tanh over all rows and steps.</summary>
    /// <param name="q">What each step asks for.</param>
    /// <param name="k">What each step is found by.</param>
    /// <param name="ds">The adjoint of the scores.</param>
    /// <param name="dv">Receives the adjoint.</param>
    /// <param name="length">Hidden units.</param>
    /// <param name="most">Scores of a step.</param>
    /// <param name="queries">The rows and steps that ask.</param>
    /// <param name="keys">The rows and steps that are looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfWeight<T>(ref T q, ref T k, ref T ds, ref T dv, int length, int most, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        if (!queries.Accumulates)
            Rows.Clear(ref dv, length);
        for (int t = 0; t < queries.Steps; t++)
        {
            for (int row = 0; row < queries.Rows; row++)
            {
                ref T query = ref Step(ref q, t, row, length, queries);
                ref T adjoints = ref Step(ref ds, t, row, most, queries);
                int seen = keys.LengthOf(row);
                for (int u = 0; u < seen; u++)
                    AddTanh(ref query, ref Step(ref k, u, row, length, keys), Unsafe.Add(ref adjoints, u), ref dv, length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Step<T>(ref T sequence, int t, int row, int length, in RowBlock<T> m) where T : unmanaged => ref Unsafe.Add(ref sequence, (((nint)t * m.Rows) + row) * length);

    /// <summary>Σ v·tanh(q + k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Score<T>(ref T q, ref T k, ref T v, int length) where T : unmanaged
    {
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            sums = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref v, (nuint)i), Lanes<T>.Tanh(Vector.LoadUnsafe(ref q, (nuint)i) + Vector.LoadUnsafe(ref k, (nuint)i)), sums);
        if (i < length)
            sums = Element<T>.MultiplyAdd(First(ref v, i, length), Lanes<T>.Tanh(First(ref q, i, length) + First(ref k, i, length)), sums);
        return Vector.Sum(sums);
    }

    /// <summary>result += ds·v·(1 - tanh²(q + k)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSlope<T>(ref T q, ref T k, ref T v, T ds, ref T result, int length) where T : unmanaged
    {
        Vector<T> adjoint = Vector.Create(ds);
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> y = Lanes<T>.Tanh(Vector.LoadUnsafe(ref q, (nuint)i) + Vector.LoadUnsafe(ref k, (nuint)i));
            Element<T>.MultiplyAdd(adjoint * Vector.LoadUnsafe(ref v, (nuint)i), Vector<T>.One - (y * y), Vector.LoadUnsafe(ref result, (nuint)i)).StoreUnsafe(ref result, (nuint)i);
        }

        if (i < length)
        {
            Vector<T> y = Lanes<T>.Tanh(First(ref q, i, length) + First(ref k, i, length));
            Lanes<T>.Store(Element<T>.MultiplyAdd(adjoint * First(ref v, i, length), Vector<T>.One - (y * y), First(ref result, i, length)), ref Unsafe.Add(ref result, i), length - i);
        }
    }

    /// <summary>result += ds·tanh(q + k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTanh<T>(ref T q, ref T k, T ds, ref T result, int length) where T : unmanaged
    {
        Vector<T> adjoint = Vector.Create(ds);
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> y = Lanes<T>.Tanh(Vector.LoadUnsafe(ref q, (nuint)i) + Vector.LoadUnsafe(ref k, (nuint)i));
            Element<T>.MultiplyAdd(adjoint, y, Vector.LoadUnsafe(ref result, (nuint)i)).StoreUnsafe(ref result, (nuint)i);
        }

        if (i < length)
        {
            Vector<T> y = Lanes<T>.Tanh(First(ref q, i, length) + First(ref k, i, length));
            Lanes<T>.Store(Element<T>.MultiplyAdd(adjoint, y, First(ref result, i, length)), ref Unsafe.Add(ref result, i), length - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> First<T>(ref T row, int i, int length) where T : unmanaged => Lanes<T>.LoadFirst(ref Unsafe.Add(ref row, i), length - i);
}
