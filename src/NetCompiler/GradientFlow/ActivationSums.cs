using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>What the outputs of one layer add up to, over the examples and units of a step.</summary>
internal sealed class ActivationSums<T>(FlatPart flat) where T : unmanaged
{
    /// <summary>Elements that are added up in the element type before the sums are widened.</summary>
    private const int Run = 1024;

    /// <summary>Elements that the histogram is made from at most, for every block of rows.</summary>
    private const int Sample = 1024;

    private const int Bins = 32;

    private readonly int[] _bins = new int[Bins];
    private T[] _greatest = [];
    private double _shift;
    private double _sum;
    private double _squares;
    private double _lowest;
    private double _highest;
    private long _flat;

    /// <summary>How many elements there are.</summary>
    public long Count { get; private set; }

    /// <summary>The units of a row.</summary>
    public int Units { get; private set; }

    /// <summary>The mean; NaN or infinite when an element is.</summary>
    public double Mean => _shift + (_sum / Count);

    /// <summary>The standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Math.Max((_squares / Count) - (_sum / Count * (_sum / Count)), 0));

    /// <summary>The share of elements on a flat part of the activation; NaN for a layer that has none.</summary>
    public double Flat => flat.Exists ? (double)_flat / Count : double.NaN;

    /// <summary>Infinite and NaN elements.</summary>
    public long NonFinite { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Count, NonFinite, _flat, _sum, _squares) = (0, 0, 0, 0, 0);
        Array.Clear(_bins);
        _greatest.AsSpan().Fill(Element<T>.From(double.NegativeInfinity));
    }

    /// <summary>Adds rows.</summary>
    public void Add(ReadOnlySpan<T> values, int units)
    {
        if (Count == 0)
            Begin(values, units);
        Count += values.Length;
        if (flat.IsRectifier)
            Raise(values, _greatest);
        Histogram(values);
        for (; !values.IsEmpty; values = values[Math.Min(Run, values.Length)..])
            AddRun(values[..Math.Min(Run, values.Length)]);
    }

    /// <summary>Units that were 0 for every example; -1 where that says nothing.</summary>
    public int DeadUnits()
    {
        if (!flat.IsRectifier)
            return -1;
        int dead = 0;
        foreach (T greatest in _greatest)
            dead += Element<T>.ToDouble(greatest) <= 0 ? 1 : 0;
        return dead;
    }

    /// <summary>How the elements are distributed.</summary>
    public ActivationHistogram Distribution() => new(_lowest, _highest, [.. _bins]);

    private void Begin(ReadOnlySpan<T> values, int units)
    {
        Units = units;
        // Deviations from a number close to the mean keep their digits where the spread is small.
        _shift = Element<T>.ToDouble(values[0]);
        if (!double.IsFinite(_shift))
            _shift = 0;
        if (flat.IsRectifier && _greatest.Length != units)
        {
            _greatest = new T[units];
            _greatest.AsSpan().Fill(Element<T>.From(double.NegativeInfinity));
        }

        (_lowest, _highest) = (double.PositiveInfinity, double.NegativeInfinity);
        int stride = Stride(values.Length);
        for (int i = 0; i < values.Length; i += stride)
        {
            double value = Element<T>.ToDouble(values[i]);
            if (!double.IsFinite(value))
                continue;
            _lowest = Math.Min(_lowest, value);
            _highest = Math.Max(_highest, value);
        }
    }

    /// <summary>An odd stride meets all units in the end.</summary>
    private static int Stride(int length) => (length / Sample) | 1;

    private void Histogram(ReadOnlySpan<T> values)
    {
        if (!(_lowest <= _highest))
            return;
        double factor = _highest > _lowest ? Bins / (_highest - _lowest) : 0;
        int stride = Stride(values.Length);
        for (int i = 0; i < values.Length; i += stride)
        {
            double value = Element<T>.ToDouble(values[i]);
            if (double.IsFinite(value))
                _bins[(int)Math.Clamp((value - _lowest) * factor, 0, Bins - 1)]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRun(ReadOnlySpan<T> values)
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> shift = Element<T>.Broadcast(_shift), low = Element<T>.Broadcast(flat.Low), high = Element<T>.Broadcast(flat.High), one = Vector<T>.One;
        Vector<T> sum = Vector<T>.Zero, squares = sum, outside = sum;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + width <= count; i += width)
        {
            Vector<T> value = Vector.LoadUnsafe(ref first, i), deviation = value - shift;
            sum += deviation;
            squares = Element<T>.MultiplyAdd(deviation, deviation, squares);
            outside += one & (Vector.LessThanOrEqual(value, low) | Vector.GreaterThanOrEqual(value, high));
        }

        double total = Element<T>.ToDouble(Vector.Sum(sum)), square = Element<T>.ToDouble(Vector.Sum(squares)), beyond = Element<T>.ToDouble(Vector.Sum(outside));
        for (; i < count; i++)
        {
            double value = Element<T>.ToDouble(Unsafe.Add(ref first, i)), deviation = value - _shift;
            total += deviation;
            square += deviation * deviation;
            beyond += value <= flat.Low || value >= flat.High ? 1 : 0;
        }

        if (!double.IsFinite(total))
        {
            foreach (T value in values)
                NonFinite += double.IsFinite(Element<T>.ToDouble(value)) ? 0 : 1;
        }

        _sum += total;
        _squares += square;
        _flat += (long)beyond;
    }

    /// <summary>greatest ← max(greatest, row) for every row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Raise(ReadOnlySpan<T> values, Span<T> greatest)
    {
        ref T most = ref MemoryMarshal.GetReference(greatest);
        nuint width = (nuint)Vector<T>.Count, units = (nuint)greatest.Length;
        for (int row = 0; row < values.Length; row += greatest.Length)
        {
            ref T value = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), row);
            nuint i = 0;
            for (; i + width <= units; i += width)
                Vector.Max(Vector.LoadUnsafe(ref most, i), Vector.LoadUnsafe(ref value, i)).StoreUnsafe(ref most, i);
            for (; i < units; i++)
            {
                if (Element<T>.ToDouble(Unsafe.Add(ref value, i)) > Element<T>.ToDouble(Unsafe.Add(ref most, i)))
                    Unsafe.Add(ref most, i) = Unsafe.Add(ref value, i);
            }
        }
    }
}
