namespace NetCompiler;

/// <summary>How one step went.</summary>
/// <param name="Loss">The mean loss of its examples.</param>
/// <param name="GradientNorm">The norm of its gradient before clipping.</param>
/// <param name="IsClipped">Whether clipping changed the gradient.</param>
/// <param name="IsFinite">Whether loss and gradient were finite.</param>
internal readonly record struct StepOutcome(double Loss, double GradientNorm, bool IsClipped, bool IsFinite);

/// <summary>Takes steps: gradient, norm and clipping in one pass, update. The norm tells whether every element is finite.</summary>
internal sealed class TrainingStep<T>(
    INetwork<T> network, GradientAccumulator<T> gradient, OptimizerState<T> optimizer, GradientClipping clipping, NonFinitePolicy policy) where T : unmanaged
{
    private readonly RunningStatistics<T> _statistics = new(network.Definition);

    /// <summary>Takes a step over some examples of the epoch's order. One that is not finite is applied only with
    /// <see cref="NonFinitePolicy.Zero"/>.</summary>
    public StepOutcome Run(int first, int count, double learningRate)
    {
        _statistics.Save(network.Parameters);
        double loss = gradient.Compute(first, count);
        ClippedGradient clipped = Clip();
        bool isFinite = double.IsFinite(loss) && double.IsFinite(clipped.Norm);
        if (!isFinite)
            _statistics.Restore(network.Parameters);
        if (!isFinite && policy != NonFinitePolicy.Zero)
            return new StepOutcome(loss, clipped.Norm, IsClipped: false, isFinite);
        if (!isFinite)
        {
            Finite.ZeroOthers(gradient.Gradients);
            clipped = Clip();
        }

        optimizer.Step(network.Parameters, gradient.Gradients, learningRate, clipped.Scale);
        return new StepOutcome(loss, clipped.Norm, clipped.IsClipped, isFinite);
    }

    private ClippedGradient Clip() => clipping.Clip(network.Definition, gradient.Gradients, network.Parameters, gradient.Scale);
}
