namespace NetCompiler;

/// <summary>Multiplies the learning rate by <see cref="ReductionFactor"/> when the monitored value has not improved for more than
/// <see cref="Patience"/> epochs. As PyTorch's ReduceLROnPlateau, with a relative threshold.</summary>
public sealed class ReduceOnPlateauSchedule : LearningRateSchedule
{
    private double _factor = 1.0;
    private double _best = double.NaN;
    private int _badEpochs;
    private int _cooldown;

    /// <summary>The factor of one reduction, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and less than 1.</exception>
    public double ReductionFactor { get; init => field = Setting.Fraction(value, nameof(ReductionFactor)); } = 0.1;

    /// <summary>Epochs without improvement that are tolerated, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience { get; init => field = Setting.AtLeast(0, value, nameof(Patience)); } = 10;

    /// <summary>What counts as an improvement, relative to the best value so far; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Threshold { get; init => field = Setting.AtLeastZero(value, nameof(Threshold)); } = 1e-4;

    /// <summary>Epochs after a reduction in which no epoch counts as bad, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Cooldown { get; init => field = Setting.AtLeast(0, value, nameof(Cooldown)); }

    /// <summary>The factor below which the learning rate is not reduced, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double MinFactor { get; init => field = Setting.UnitInterval(value, nameof(MinFactor)); }

    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position) => _factor;

    /// <inheritdoc/>
    public override void Start() => (_factor, _best, _badEpochs, _cooldown) = (1.0, double.NaN, 0, 0);

    /// <inheritdoc/>
    public override void EndEpoch(double monitored, bool higherIsBetter)
    {
        bool better = double.IsNaN(_best)
            || (higherIsBetter ? monitored > _best * (1.0 + Threshold) : monitored < _best * (1.0 - Threshold));
        if (better)
            _best = monitored;
        _badEpochs = better ? 0 : _badEpochs + 1;
        if (_cooldown > 0)
            (_cooldown, _badEpochs) = (_cooldown - 1, 0);
        if (_badEpochs <= Patience)
            return;
        _factor = Math.Max(_factor * ReductionFactor, MinFactor);
        (_cooldown, _badEpochs) = (Cooldown, 0);
    }
}
