using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>Books the epochs in memory that is there from the start, so that a run of many short epochs allocates nothing either.</summary>
internal sealed class TrainingHistory(IReadOnlyList<Metric> metrics, bool hasValidation, int epochs)
{
    private const int MaxCapacity = 1 << 14;

    private readonly List<Entry> _entries = new(Math.Min(epochs, MaxCapacity));
    private readonly List<double> _values = new(hasValidation ? Math.Min(epochs, MaxCapacity) * metrics.Count : 0);

    /// <summary>The number of epochs booked.</summary>
    public int Count => _entries.Count;

    /// <summary>Books an epoch, with what its metrics hold now.</summary>
    public void Add(in EpochStatistics steps, double validationLoss, double learningRate, double examplesPerSecond)
    {
        _entries.Add(new Entry(steps, validationLoss, learningRate, examplesPerSecond));
        for (int i = 0; i < metrics.Count && hasValidation; i++)
            _values.Add(metrics[i].Value);
    }

    /// <summary>The epochs as they are shown to the user.</summary>
    public ImmutableArray<EpochResult> Results() => [.. _entries.Select(Result)];

    private EpochResult Result(Entry entry, int index) => new(
        index + 1, entry.Steps.Loss, hasValidation ? Validation(index, entry) : null, entry.LearningRate, entry.ExamplesPerSecond)
    {
        GradientNorm = entry.Steps.GradientNorm,
        LargestGradientNorm = entry.Steps.LargestGradientNorm,
        ClippedSteps = entry.Steps.ClippedSteps,
        NonFiniteSteps = entry.Steps.NonFiniteSteps,
    };

    private Evaluation Validation(int index, Entry entry) =>
        new(entry.ValidationLoss, [.. metrics.Select((metric, i) => new MetricValue(metric.Name, _values[(index * metrics.Count) + i]))]);

    private readonly record struct Entry(EpochStatistics Steps, double ValidationLoss, double LearningRate, double ExamplesPerSecond);
}
