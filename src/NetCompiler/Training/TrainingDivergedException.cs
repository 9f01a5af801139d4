namespace NetCompiler;

/// <summary>Training met a loss or a gradient that is not finite, and stopped before applying it.</summary>
/// <remarks>The network holds the weights of its best epoch, or, when no epoch was completed, those before the failing step.</remarks>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(string message, int epoch, int step, string? layer, TrainingResult result) : base(message) =>
        (Epoch, Step, Layer, Result) = (epoch, step, layer, result);

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>The path of the first layer whose activation, or if all of those are finite whose gradient, is not finite, such as <c>layers.2</c>; null
    /// when only the loss is not. A normalization over the batch counts with its mean and variance.</summary>
    public string? Layer { get; }

    /// <summary>What training had come to.</summary>
    public TrainingResult Result { get; }
}
