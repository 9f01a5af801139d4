namespace NetCompiler;

/// <summary>Follows half a cosine from 1 down to <see cref="MinFactor"/> over all steps, after a linear warm-up. Loshchilov and Hutter
/// 2017.</summary>
/// <remarks>Step k of a warm-up of w steps has the factor (k+1)/w. Of the n steps behind it, step k has
/// min + (1 - min)·(1 + cos(π·k/n))/2.</remarks>
public sealed class CosineSchedule : LearningRateSchedule
{
    /// <summary>Steps of the warm-up, at least 0; no more than all steps count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int WarmUpSteps { get; init => field = Setting.AtLeast(0, value, nameof(WarmUpSteps)); }

    /// <summary>The factor at the end, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double MinFactor { get; init => field = Setting.UnitInterval(value, nameof(MinFactor)); }

    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position)
    {
        if (position.Step < WarmUpSteps)
            return (position.Step + 1.0) / WarmUpSteps;
        double fraction = (position.Step - WarmUpSteps) / Math.Max(1.0, position.Steps - WarmUpSteps);
        return MinFactor + ((1.0 - MinFactor) * 0.5 * (1.0 + Math.Cos(Math.PI * Math.Min(fraction, 1.0))));
    }
}
