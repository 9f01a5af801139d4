using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>Softmax over the scores of every head, [steps, rows, heads · most]; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HeadSoftmax
{
    /// <summary>weights[u] = exp(scale·scores[u]) / Σ exp(scale·scores[v]).</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="weights">Receives the weights; 0 for steps that are left out.</param>
    /// <param name="heads">How many heads there are.</param>
    /// <param name="most">Scores of a head in a step.</param>
    /// <param name="isCausal">Whether later steps are left out.</param>
    /// <param name="scale">A factor of the scores, greater than 0.</param>
    /// <param name="queries">The rows and the steps that ask.</param>
    /// <param name="keys">The rows and the steps that are looked at; of self-attention the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T>(ref T scores, ref T weights, int heads, int most, bool isCausal, double scale, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        Vector<T> factor = Element<T>.Broadcast(scale);
        for (int t = 0; t < queries.Steps; t++)
        {
            int count = isCausal ? t + 1 : keys.Steps;
            for (int i = 0; i < queries.Rows * heads; i++)
            {
                int seen = Seen(count, i / heads, keys);
                Row(ref scores, ref weights, seen, factor);
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref weights, seen), keys.Steps - seen).Clear();
                scores = ref Unsafe.Add(ref scores, most);
                weights = ref Unsafe.Add(ref weights, most);
            }
        }
    }

    /// <summary>result[u] = scale·weights[u]·(adjoint[u] - Σ weights[v]·adjoint[v]).</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="adjoint">Their adjoint.</param>
    /// <param name="result">Receives the adjoint of the scores; 0 for steps that are left out.</param>
    /// <param name="heads">How many heads there are.</param>
    /// <param name="most">Scores of a head in a step.</param>
    /// <param name="isCausal">Whether later steps are left out.</param>
    /// <param name="scale">A factor of the scores.</param>
    /// <param name="queries">The rows and the steps that ask.</param>
    /// <param name="keys">The rows and the steps that are looked at; of self-attention the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T>(ref T weights, ref T adjoint, ref T result, int heads, int most, bool isCausal, double scale, in RowBlock<T> queries, in RowBlock<T> keys) where T : unmanaged
    {
        Vector<T> factor = Element<T>.Broadcast(scale);
        for (int t = 0; t < queries.Steps; t++)
        {
            int count = isCausal ? t + 1 : keys.Steps;
            for (int i = 0; i < queries.Rows * heads; i++)
            {
                int seen = Seen(count, i / heads, keys);
                AdjointRow(ref weights, ref adjoint, ref result, seen, factor);
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref result, seen), keys.Steps - seen).Clear();
                weights = ref Unsafe.Add(ref weights, most);
                adjoint = ref Unsafe.Add(ref adjoint, most);
                result = ref Unsafe.Add(ref result, most);
            }
        }
    }

    /// <summary>Of the first steps those that are no padding.</summary>
    private static int Seen<T>(int count, int row, in RowBlock<T> m) where T : unmanaged => m.Lengths.IsEmpty ? count : Math.Min(count, m.Lengths[row]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<T>(ref T x, ref T y, int length, Vector<T> scale) where T : unmanaged
    {
        // The greatest score is subtracted first, so that no exponential overflows.
        Vector<T> max = Vector.Create(Lanes<T>.MaxOf(ref x, length)), sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> e = Lanes<T>.Exp((Vector.LoadUnsafe(ref x, (nuint)i) - max) * scale);
            e.StoreUnsafe(ref y, (nuint)i);
            sums += e;
        }

        if (i < length)
        {
            Vector<T> e = Lanes<T>.KeepFirst(Lanes<T>.Exp((Lanes<T>.LoadFirst(ref Unsafe.Add(ref x, i), length - i) - max) * scale), length - i);
            Lanes<T>.Store(e, ref Unsafe.Add(ref y, i), length - i);
            sums += e;
        }

        Vector<T> inverse = Element<T>.Broadcast(1 / Element<T>.ToDouble(Vector.Sum(sums)));
        for (i = 0; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref y, (nuint)i) * inverse).StoreUnsafe(ref y, (nuint)i);
        if (i < length)
            Lanes<T>.Store(Lanes<T>.LoadFirst(ref Unsafe.Add(ref y, i), length - i) * inverse, ref Unsafe.Add(ref y, i), length - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AdjointRow<T>(ref T y, ref T dy, ref T dx, int length, Vector<T> scale) where T : unmanaged
    {
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            sums = Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref y, (nuint)i), Vector.LoadUnsafe(ref dy, (nuint)i), sums);
        if (i < length)
            sums = Element<T>.MultiplyAdd(Lanes<T>.LoadFirst(ref Unsafe.Add(ref y, i), length - i), Lanes<T>.LoadFirst(ref Unsafe.Add(ref dy, i), length - i), sums);

        Vector<T> mean = Vector.Create(Vector.Sum(sums));
        for (i = 0; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref y, (nuint)i) * scale * (Vector.LoadUnsafe(ref dy, (nuint)i) - mean)).StoreUnsafe(ref dx, (nuint)i);
        if (i < length)
        {
            Vector<T> last = Lanes<T>.LoadFirst(ref Unsafe.Add(ref y, i), length - i) * scale * (Lanes<T>.LoadFirst(ref Unsafe.Add(ref dy, i), length - i) - mean);
            Lanes<T>.Store(last, ref Unsafe.Add(ref dx, i), length - i);
        }
    }
}
