namespace NetCompiler;

/// <summary>How training goes at one moment.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the training run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done in this epoch.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Whether the epoch is over and its validation done.</summary>
    public bool IsEpochEnd { get; init; }

    /// <summary>Whether this is the last report.</summary>
    public bool IsLast { get; init; }

    /// <summary>The mean loss of the examples trained on in this epoch.</summary>
    public double Loss { get; init; }

    /// <summary>The latest validation loss, null before the first.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The name of the first metric, null without one.</summary>
    public string? MetricName { get; init; }

    /// <summary>The latest value of the first metric, null before the first validation.</summary>
    public double? Metric { get; init; }

    /// <summary>The learning rate of the latest step.</summary>
    public double LearningRate { get; init; }

    /// <summary>The Euclidean norm of the latest step's gradient before clipping; NaN or infinite when that was not finite.</summary>
    public double GradientNorm { get; init; }

    /// <summary>Training examples per second in this epoch.</summary>
    public double ExamplesPerSecond { get; init; }

    /// <summary>Time since training began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Estimated time until all epochs are done, validation included.</summary>
    public TimeSpan Remaining { get; init; }
}
