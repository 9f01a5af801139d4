namespace NetCompiler;

/// <summary>How one epoch went.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean training loss, taken while the weights were moving.</param>
/// <param name="Validation">What was measured on the validation data after the epoch, or null.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="ExamplesPerSecond">Training examples per second, validation not counted.</param>
public sealed record EpochResult(int Epoch, double Loss, Evaluation? Validation, double LearningRate, double ExamplesPerSecond)
{
    /// <summary>The mean over the steps of the norm of the gradient before clipping; steps whose gradient was not finite do not count, but with
    /// <see cref="NonFinitePolicy.Zero"/> what was left of it does.</summary>
    public double GradientNorm { get; init; }

    /// <summary>The greatest norm of a step's gradient before clipping, among those that were finite.</summary>
    public double LargestGradientNorm { get; init; }

    /// <summary>Steps whose gradient was changed by clipping.</summary>
    public int ClippedSteps { get; init; }

    /// <summary>Steps whose loss or gradient was not finite: skipped, or applied with zeros in its place, as
    /// <see cref="TrainingOptions{T}.NonFinite"/> says.</summary>
    public int NonFiniteSteps { get; init; }
}
