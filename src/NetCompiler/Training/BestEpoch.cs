namespace NetCompiler;

/// <summary>Keeps the weights of the best epoch so far, and counts how long it has not been beaten.</summary>
internal sealed class BestEpoch<T> where T : unmanaged
{
    private readonly AlignedBuffer<T> _parameters;
    private readonly bool _higherIsBetter;
    private readonly double _minDelta;
    private double _value;
    private double _milestone;

    public BestEpoch(int parameterVectorLength, bool higherIsBetter, double minDelta)
    {
        _parameters = new AlignedBuffer<T>(parameterVectorLength);
        _higherIsBetter = higherIsBetter;
        _minDelta = minDelta;
        _value = _milestone = higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>The best epoch, from 1; 0 when there is none.</summary>
    public int Epoch { get; private set; }

    /// <summary>Epochs since the monitored value last improved by more than the minimum.</summary>
    public int EpochsWithoutImprovement { get; private set; }

    /// <summary>Takes the weights when the epoch is the best so far. NaN is never better.</summary>
    public void Offer(int epoch, double value, ReadOnlySpan<T> parameters)
    {
        double gain = _higherIsBetter ? value - _milestone : _milestone - value;
        bool improved = gain > _minDelta;
        EpochsWithoutImprovement = improved ? 0 : EpochsWithoutImprovement + 1;
        if (improved)
            _milestone = value;
        if (!(_higherIsBetter ? value > _value : value < _value))
            return;
        _value = value;
        Epoch = epoch;
        parameters.CopyTo(_parameters.Span);
    }

    /// <summary>Gives the best weights back, if there are any.</summary>
    public void Restore(Span<T> parameters)
    {
        if (Epoch > 0)
            _parameters.Span.CopyTo(parameters);
    }
}
