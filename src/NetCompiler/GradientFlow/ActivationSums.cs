using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>What outputs of one layer come to in one step.</summary>
/// <param name="Mean">Their mean; NaN or infinite when one is.</param>
/// <param name="StandardDeviation">Their standard deviation.</param>
/// <param name="Flat">The share on a flat part of the activation; NaN for a layer that has none.</param>
/// <param name="Dead">The share of units that are 0 for every example; NaN where that says nothing.</param>
/// <param name="NonFinite">Infinite and NaN outputs.</param>
/// <param name="Distribution">How they are distributed.</param>
internal sealed record ActivationSummary(double Mean, double StandardDeviation, double Flat, double Dead, long NonFinite, ActivationHistogram Distribution);

/// <summary>What the outputs of one layer add up to, over the examples and units of a step.</summary>
internal sealed class ActivationSums<T>(FlatPart flat) where T : unmanaged
{
    /// <summary>Elements that are added up in the element type before the sums are widened.</summary>
    private const int Run = 1024;

    private readonly ActivationSample _sample = new();
    private T[] _greatest = [];
    private double _shift;
    private double _sum;
    private double _squares;
    private double _flat;
    private long _count;

    /// <summary>Whether anything was added.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Whether units can be dead, which takes all rows to tell.</summary>
    public bool IsRectifier => flat.IsRectifier;

    /// <summary>Infinite and NaN elements.</summary>
    public long NonFinite { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_count, NonFinite, _flat, _sum, _squares) = (0, 0, 0, 0, 0);
        _sample.Clear();
        _greatest.AsSpan().Fill(Element<T>.From(double.NegativeInfinity));
    }

    /// <summary>Adds rows.</summary>
    /// <param name="values">Their elements.</param>
    /// <param name="parts">In how many parts the rows of a block come.</param>
    public void Add(ReadOnlySpan<T> values, int parts)
    {
        // Deviations from a number close to the mean keep their digits where the spread is small.
        if (_count == 0)
            _shift = double.IsFinite(Element<T>.ToDouble(values[0])) ? Element<T>.ToDouble(values[0]) : 0;
        _count += values.Length;
        _sample.Add(values, parts);
        for (; !values.IsEmpty; values = values[Math.Min(Run, values.Length)..])
            AddRun(values[..Math.Min(Run, values.Length)]);
    }

    /// <summary>greatest ← max(greatest, row) for every row. Where a row is no whole number of vectors, several rows are taken as one.</summary>
    /// <param name="values">The rows.</param>
    /// <param name="units">Elements of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Raise(ReadOnlySpan<T> values, int units)
    {
        int together = units * (units % Vector<T>.Count == 0 ? 1 : Vector<T>.Count);
        if (_greatest.Length != together)
        {
            _greatest = new T[together];
            _greatest.AsSpan().Fill(Element<T>.From(double.NegativeInfinity));
        }

        ref T most = ref MemoryMarshal.GetArrayDataReference(_greatest), value = ref MemoryMarshal.GetReference(values);
        int row = 0;
        for (; row <= values.Length - together; row += together, value = ref Unsafe.Add(ref value, together))
        {
            for (nuint i = 0; i < (nuint)together; i += (nuint)Vector<T>.Count)
                Vector.MaxNative(Vector.LoadUnsafe(ref most, i), Vector.LoadUnsafe(ref value, i)).StoreUnsafe(ref most, i);
        }

        for (int i = row; i < values.Length; i++)
        {
            if (Element<T>.ToDouble(values[i]) > Element<T>.ToDouble(_greatest[i - row]))
                _greatest[i - row] = values[i];
        }
    }

    /// <summary>All of it; null when nothing was added.</summary>
    /// <param name="units">Elements of a row.</param>
    public ActivationSummary? Summary(int units)
    {
        if (_count == 0)
            return null;
        double mean = _sum / _count;
        return new(_shift + mean, Math.Sqrt(Math.Max((_squares / _count) - (mean * mean), 0)), flat.Exists ? _flat / _count : double.NaN, Dead(units), NonFinite, _sample.Histogram());
    }

    private double Dead(int units)
    {
        if (!flat.IsRectifier)
            return double.NaN;
        int dead = 0;
        for (int unit = 0; unit < units; unit++)
        {
            bool isDead = true;
            for (int i = unit; i < _greatest.Length && isDead; i += units)
                isDead = Element<T>.ToDouble(_greatest[i]) <= 0;
            dead += isDead ? 1 : 0;
        }

        return (double)dead / units;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRun(ReadOnlySpan<T> values)
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector<T> shift = Element<T>.Broadcast(_shift), low = Element<T>.Broadcast(flat.Low), high = Element<T>.Broadcast(flat.High), one = Vector<T>.One;
        Vector<T> sum = Vector<T>.Zero, squares = sum, outside = sum, moreSum = sum, moreSquares = sum;
        nuint width = (nuint)Vector<T>.Count, count = (nuint)values.Length, i = 0;
        for (; i + (2 * width) <= count; i += 2 * width)
        {
            Vector<T> v0 = Vector.LoadUnsafe(ref first, i), v1 = Vector.LoadUnsafe(ref first, i + width), d0 = v0 - shift, d1 = v1 - shift;
            sum += d0;
            moreSum += d1;
            squares = Element<T>.MultiplyAdd(d0, d0, squares);
            moreSquares = Element<T>.MultiplyAdd(d1, d1, moreSquares);
            outside += one & (Vector.LessThanOrEqual(v0, low) | Vector.GreaterThanOrEqual(v0, high));
            outside += one & (Vector.LessThanOrEqual(v1, low) | Vector.GreaterThanOrEqual(v1, high));
        }

        double total = Element<T>.ToDouble(Vector.Sum(sum + moreSum)), square = Element<T>.ToDouble(Vector.Sum(squares + moreSquares)), beyond = Element<T>.ToDouble(Vector.Sum(outside));
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
        _flat += beyond;
    }
}
