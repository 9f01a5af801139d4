namespace NetCompiler;

/// <summary>Multiplies the learning rate by γ after every epoch: γ^epoch.</summary>
/// <param name="gamma">The factor γ, greater than 0.</param>
public sealed class ExponentialSchedule(double gamma) : LearningRateSchedule
{
    /// <summary>The factor γ.</summary>
    public double Gamma { get; } = Setting.Positive(gamma, nameof(gamma));

    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position) => Math.Pow(Gamma, position.Epoch);
}
