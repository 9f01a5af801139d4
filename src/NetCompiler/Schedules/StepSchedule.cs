namespace NetCompiler;

/// <summary>Multiplies the learning rate by γ after every <c>epochs</c> epochs: γ^⌊epoch / epochs⌋.</summary>
/// <param name="epochs">Epochs between two changes, at least 1.</param>
/// <param name="gamma">The factor γ, greater than 0.</param>
public sealed class StepSchedule(int epochs, double gamma = 0.1) : LearningRateSchedule
{
    /// <summary>Epochs between two changes.</summary>
    public int Epochs { get; } = Setting.AtLeast(1, epochs, nameof(epochs));

    /// <summary>The factor γ.</summary>
    public double Gamma { get; } = Setting.Positive(gamma, nameof(gamma));

    /// <inheritdoc/>
    public override double Factor(in SchedulePosition position) => Math.Pow(Gamma, position.Epoch / Epochs);
}
