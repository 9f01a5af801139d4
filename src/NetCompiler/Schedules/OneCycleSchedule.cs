namespace NetCompiler;

/// <summary>Rises along a cosine from 1/<see cref="DivFactor"/> to 1, then falls along a cosine to
/// 1/(DivFactor·<see cref="FinalDivFactor"/>);
/// the optimizer's learning rate is the highest. Smith 2018, with the phases of PyTorch's OneCycleLR; the momentum stays as it
/// is.</summary>
public sealed class OneCycleSchedule : LearningRateSchedule
{
    /// <summary>The share of the steps in which the learning rate rises, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double PctStart { get; init => field = Setting.UnitInterval(value, nameof(PctStart)); } = 0.3;

    /// <summary>The highest learning rate divided by the first, greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double DivFactor { get; init => field = Setting.Positive(value, nameof(DivFactor)); } = 25.0;

    /// <summary>The first learning rate divided by the last, greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double FinalDivFactor { get; init => field = Setting.Positive(value, nameof(FinalDivFactor)); } = 1e4;

    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position)
    {
        double first = 1.0 / DivFactor, last = first / FinalDivFactor;
        double peak = Math.Max((PctStart * position.Steps) - 1.0, 0.0), end = position.Steps - 1.0;
        if (position.Step < peak)
            return Between(first, 1.0, position.Step / peak);
        // A training run that only rises, or has one step, ends at the peak.
        return end > peak ? Between(1.0, last, Math.Min((position.Step - peak) / (end - peak), 1.0)) : 1.0;
    }

    private static double Between(double from, double to, double fraction) => to + ((from - to) * 0.5 * (1.0 + Math.Cos(Math.PI * fraction)));
}
