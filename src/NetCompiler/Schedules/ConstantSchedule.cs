namespace NetCompiler;

/// <summary>The learning rate stays as it is.</summary>
public sealed class ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position) => 1.0;
}
