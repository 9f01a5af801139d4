using System.Diagnostics;

namespace NetCompiler;

/// <summary>Keeps the clocks of a training run and reports at a bounded rate.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? target, TimeSpan interval, int epochs, int stepsPerEpoch)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _interval = (long)(interval.TotalSeconds * Stopwatch.Frequency);
    private long _epochStart;
    private long _lastReport;
    private double _examplesPerSecond;
    private TrainingProgress _last;

    /// <summary>The name of the first metric.</summary>
    public string? MetricName { get; init; }

    /// <summary>The latest validation loss.</summary>
    public double? ValidationLoss { get; set; }

    /// <summary>The latest value of the first metric.</summary>
    public double? Metric { get; set; }

    /// <summary>The norm of the latest gradient.</summary>
    public double GradientNorm { get; set; }

    /// <summary>Time since training began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Starts the clock of an epoch.</summary>
    public void StartEpoch() => _epochStart = Stopwatch.GetTimestamp();

    /// <summary>Reports a step, unless the last report was a moment ago or the epoch's own report is about to follow.</summary>
    public void Step(int epoch, int steps, int examples, double loss, double learningRate)
    {
        if (target is null || steps == stepsPerEpoch)
            return;
        long now = Stopwatch.GetTimestamp();
        if (now - _lastReport < _interval)
            return;
        _lastReport = now;
        _examplesPerSecond = Speed(examples, now);
        target.Report(_last = Progress(epoch, steps, loss, learningRate));
    }

    /// <summary>Stops the clock of an epoch, before its validation.</summary>
    /// <returns>Examples per second.</returns>
    public double StopEpoch(int examples) => _examplesPerSecond = Speed(examples, Stopwatch.GetTimestamp());

    /// <summary>Reports the end of an epoch.</summary>
    public void EndEpoch(int epoch, double loss, double learningRate, bool last)
    {
        if (target is null)
            return;
        _lastReport = Stopwatch.GetTimestamp();
        target.Report(_last = Progress(epoch, stepsPerEpoch, loss, learningRate) with { IsEpochEnd = true, IsLast = last });
    }

    /// <summary>Repeats the last report as the last one, when training ended before its time.</summary>
    public void Finish()
    {
        if (_last is { StepsPerEpoch: > 0, IsLast: false })
            target?.Report(_last with { IsEpochEnd = false, IsLast = true });
    }

    // A clock may not have moved in the epoch of a tiny network.
    private double Speed(int examples, long now) => examples * (double)Stopwatch.Frequency / Math.Max(1, now - _epochStart);

    private TrainingProgress Progress(int epoch, int steps, double loss, double learningRate)
    {
        TimeSpan elapsed = Elapsed;
        long done = ((long)(epoch - 1) * stepsPerEpoch) + steps, left = ((long)epochs * stepsPerEpoch) - done;
        return new TrainingProgress
        {
            Epoch = epoch,
            Epochs = epochs,
            Step = steps,
            StepsPerEpoch = stepsPerEpoch,
            Loss = loss,
            ValidationLoss = ValidationLoss,
            MetricName = MetricName,
            Metric = Metric,
            LearningRate = learningRate,
            GradientNorm = GradientNorm,
            ExamplesPerSecond = _examplesPerSecond,
            Elapsed = elapsed,
            Remaining = elapsed * ((double)left / done),
        };
    }
}
