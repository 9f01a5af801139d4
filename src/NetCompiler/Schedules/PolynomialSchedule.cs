namespace NetCompiler;

/// <summary>Falls from 1 to <see cref="MinFactor"/> over all steps: min + (1 - min)·(1 - step/steps)^power; linear at power 1.</summary>
/// <param name="power">The exponent, greater than 0.</param>
public sealed class PolynomialSchedule(double power = 1.0) : LearningRateSchedule
{
    /// <summary>The exponent.</summary>
    public double Power { get; } = Setting.Positive(power, nameof(power));

    /// <summary>The factor at the end, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double MinFactor { get; init => field = Setting.UnitInterval(value, nameof(MinFactor)); }

    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position) =>
        MinFactor + ((1.0 - MinFactor) * Math.Pow(1.0 - Math.Min((double)position.Step / position.Steps, 1.0), Power));
}
