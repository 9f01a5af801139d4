namespace NetCompiler;

/// <summary>Training met a loss or a gradient that is not finite, and stopped before applying it.</summary>
/// <remarks>The network holds the weights of its best epoch, or, when no epoch was completed, those before the failing step.</remarks>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(string message, int epoch, int step, TrainingResult result) : base(message) =>
        (Epoch, Step, Result) = (epoch, step, result);

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>What training had come to.</summary>
    public TrainingResult Result { get; }
}
