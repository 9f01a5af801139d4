namespace NetCompiler.TensorBoard;

/// <summary>Writes how training goes to an event file: as <see cref="TrainingOptions{T}.Progress"/> loss, learning rate, norm of the gradient and validation, as
/// <see cref="GradientFlowOptions.Progress"/> also the gradient at every layer, updates, and histograms of activations.</summary>
/// <remarks>The loss is the mean of the epoch so far. Between the ends of epochs a point is written as often as <see cref="TrainingOptions{T}.ProgressInterval"/> says.</remarks>
/// <param name="writer">Where to; it stays open.</param>
public sealed class TensorBoardProgress(TensorBoardWriter writer) : IProgress<TrainingProgress>, IProgress<GradientFlowStep>
{
    private readonly TensorBoardWriter _writer = writer ?? throw new ArgumentNullException(nameof(writer));

    /// <summary>Who is told of training as well, such as <see cref="ConsoleProgress.Instance"/>; null for nobody.</summary>
    public IProgress<TrainingProgress>? Next { get; init; }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        Next?.Report(value);
        // The last report of a run that ended early repeats one.
        if (value is { IsLast: true, IsEpochEnd: false })
            return;
        long step = ((long)(value.Epoch - 1) * value.StepsPerEpoch) + value.Step;
        _writer.AddScalar("training/loss", value.Loss, step);
        _writer.AddScalar("training/learning_rate", value.LearningRate, step);
        _writer.AddScalar("training/gradient_norm", value.GradientNorm, step);
        _writer.AddScalar("training/examples_per_second", value.ExamplesPerSecond, step);
        if (!value.IsEpochEnd)
            return;
        if (value.ValidationLoss is { } loss)
            _writer.AddScalar("validation/loss", loss, step);
        if (value.Metric is { } metric)
            _writer.AddScalar($"validation/{value.MetricName}", metric, step);
        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Report(GradientFlowStep value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (LayerGradientFlow layer in value.Layers)
        {
            Scalar("gradient_log10", layer.Layer, layer.Log10ErrorSignal, value.Step);
            Scalar("saturation", layer.Layer, layer.Saturation, value.Step);
            Scalar("dead_units", layer.Layer, layer.DeadUnits, value.Step);
            if (layer.Activations is { } activations && activations.Counts.Any(count => count > 0))
                _writer.AddHistogram($"activations/{layer.Layer}", activations, value.Step);
        }

        foreach (ParameterGradientFlow parameter in value.Parameters)
        {
            Scalar("gradient_rms", parameter.Parameter, parameter.GradientRms, value.Step);
            Scalar("update_ratio", parameter.Parameter, parameter.UpdateRatio, value.Step);
        }
    }

    /// <summary>What was not measured is no point.</summary>
    private void Scalar(string group, string name, double value, long step)
    {
        if (!double.IsNaN(value))
            _writer.AddScalar($"{group}/{name}", value, step);
    }
}
