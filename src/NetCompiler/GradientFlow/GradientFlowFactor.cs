namespace NetCompiler;

/// <summary>What the gradient is multiplied with on its whole way: from the output to the first layer, and through a recurrent one to the first step of a sequence. All numbers are
/// decimal logarithms.</summary>
/// <param name="Layer">The path of the layer where the way ends.</param>
/// <param name="IsThroughTime">Whether the factor is that from the last step of a sequence to the first.</param>
/// <param name="Predicted">What the compiler predicts for a new network; NaN without a prediction.</param>
/// <param name="Uncertainty">How far that may be off.</param>
/// <param name="Measured">What the first measured step showed; negative infinity when nothing arrived, positive infinity for a step that was not finite.</param>
/// <param name="Last">The same of the last measured step.</param>
public sealed record GradientFlowFactor(string Layer, bool IsThroughTime, double Predicted, double Uncertainty, double Measured, double Last)
{
    /// <summary>Where the way ends, in words.</summary>
    internal string Place => IsThroughTime ? $"the first step of {Layer}" : Layer;

    /// <summary>The factor of a report; null when nothing was measured.</summary>
    internal static GradientFlowFactor? Of(GradientFlowReport report)
    {
        if (report.Steps.IsEmpty || report.Steps[0].Layers.FirstOrDefault(layer => !double.IsNaN(layer.ErrorSignal)) is not { } first)
            return null;
        GradientFlowPrediction? prediction = report.Prediction(first.Layer);
        bool isThroughTime = first.ErrorSignalByStep.Length > 1;
        double predicted = (isThroughTime ? prediction?.Span?.Log10Factor : prediction?.Log10ErrorSignal) ?? double.NaN;
        double uncertainty = (isThroughTime ? prediction?.Span?.Uncertainty : prediction?.Uncertainty) ?? double.NaN;
        return new(first.Layer, isThroughTime, predicted, uncertainty, At(report.Steps[0]), At(report.Steps[^1]));

        double At(GradientFlowStep step) => step.Layer(first.Layer) switch
        {
            null => double.NaN,
            { NonFinite: > 0 } => double.PositiveInfinity,
            { ErrorSignal: 0 } => double.NegativeInfinity,
            { ErrorSignalByStep: { Length: > 1 } signals } => Math.Log10(signals[0] / signals[^1]),
            { } layer => layer.Log10ErrorSignal,
        };
    }
}
