namespace NetCompiler;

/// <summary>How one epoch went.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean training loss, taken while the weights were moving.</param>
/// <param name="Validation">What was measured on the validation data after the epoch, or null.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="ExamplesPerSecond">Training examples per second, validation not counted.</param>
public sealed record EpochResult(int Epoch, double Loss, Evaluation? Validation, double LearningRate, double ExamplesPerSecond);
