namespace NetCompiler;

/// <summary>How one step went.</summary>
/// <param name="Loss">The mean loss of its examples.</param>
/// <param name="GradientNorm">The norm of its gradient before clipping.</param>
/// <param name="IsClipped">Whether clipping changed the gradient.</param>
/// <param name="IsFinite">Whether loss, gradient and the statistics of the batch were finite.</param>
internal readonly record struct StepOutcome(double Loss, double GradientNorm, bool IsClipped, bool IsFinite);

/// <summary>Takes steps: gradient, norm and clipping in one pass, update. The norm tells whether every element is finite.</summary>
internal sealed class TrainingStep<T>(
    INetwork<T> network, GradientAccumulator<T> gradient, OptimizerState<T> optimizer, GradientClipping clipping, NonFinitePolicy policy, GradientFlowRecorder<T>? recorder = null) where T : unmanaged
{
    private readonly RunningStatistics<T> _statistics = new(network.Definition);

    /// <summary>Takes a step over some examples of the epoch's order. One that is not finite is applied only with
    /// <see cref="NonFinitePolicy.Zero"/>.</summary>
    public StepOutcome Run(int first, int count, double learningRate, int epoch)
    {
        bool isMeasured = recorder?.IsDue == true;
        StepOutcome outcome = Take(first, count, learningRate, ref isMeasured);
        recorder?.Book(outcome, epoch, learningRate, isMeasured);
        return outcome;
    }

    private StepOutcome Take(int first, int count, double learningRate, ref bool isMeasured)
    {
        _statistics.Save(network.Parameters);
        double loss = isMeasured ? Measure(first, count) : gradient.Compute(first, count);
        ClippedGradient clipped = isMeasured && double.IsFinite(recorder!.Norm) ? clipping.OfNorm(recorder.Norm, gradient.Scale) ?? Clip() : Clip();
        bool isFinite = double.IsFinite(loss) && double.IsFinite(clipped.Norm) && gradient.FirstNonFiniteLayer is null;
        if (!isFinite && recorder is not null)
        {
            // Where it went wrong is worth a closer look, whether or not it is this step's turn.
            recorder.Probe.IsThorough = true;
            loss = gradient.Search(first, count, recorder.Probe);
            if (!isMeasured)
                MeasureParameters();
            (isMeasured, recorder.Probe.IsThorough) = (true, false);
        }
        else if (!isFinite && policy != NonFinitePolicy.Zero && gradient.IsSearchable && gradient.FirstNonFiniteLayer is null && double.IsFinite(loss))
        {
            // The activation that spoiled the gradient need not show in the loss.
            gradient.Search(first, count);
        }

        if (!isFinite)
        {
            _statistics.Restore(network.Parameters);
            gradient.RestoreStates();
        }

        if (!isFinite && policy != NonFinitePolicy.Zero)
            return new StepOutcome(loss, clipped.Norm, IsClipped: false, isFinite);
        if (!isFinite)
        {
            Finite.ZeroOthers(gradient.Gradients);
            clipped = Clip();
        }

        optimizer.Step(network.Parameters, gradient.Gradients, learningRate, clipped.Scale);
        if (isMeasured)
            recorder!.Updated(network.Parameters);
        return new StepOutcome(loss, clipped.Norm, clipped.IsClipped, isFinite);
    }

    private double Measure(int first, int count)
    {
        double loss = gradient.Compute(first, count, recorder!.Probe);
        MeasureParameters();
        return loss;
    }

    private void MeasureParameters() => recorder!.Gradients(gradient.Gradients, gradient.Scale, network.Parameters);

    private ClippedGradient Clip() => clipping.Clip(network.Definition, gradient.Gradients, network.Parameters, gradient.Scale);
}
