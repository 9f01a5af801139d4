using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>How far open the gates of one recurrent layer are, over the units, examples and time steps of a training step.</summary>
internal sealed class GateMeans
{
    private readonly List<(string Gate, double Sum, long Count)> _gates = [];

    /// <summary>The mean of every gate.</summary>
    public ImmutableArray<GateMean> Means => [.. _gates.Select(gate => new GateMean(gate.Gate, gate.Sum / gate.Count))];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _gates.Clear();

    /// <summary>Adds values of a gate.</summary>
    public void Add<T>(string gate, ReadOnlySpan<T> values) where T : unmanaged
    {
        int place = _gates.FindIndex(known => known.Gate == gate);
        (double sum, long count) = place < 0 ? (0, 0) : (_gates[place].Sum, _gates[place].Count);
        (string, double, long) total = (gate, sum + Sum(values), count + values.Length);
        if (place < 0)
            _gates.Add(total);
        else
            _gates[place] = total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> sums = Vector<T>.Zero;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + width <= count; i += width)
            sums += Vector.LoadUnsafe(ref first, i);
        double sum = Element<T>.ToDouble(Vector.Sum(sums));
        for (; i < count; i++)
            sum += Element<T>.ToDouble(Unsafe.Add(ref first, i));
        return sum;
    }
}
