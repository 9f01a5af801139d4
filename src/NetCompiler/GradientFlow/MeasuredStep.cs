namespace NetCompiler;

/// <summary>A measured step, in as few bytes as it takes, for there may be many of them.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Layers">The chosen layers.</param>
/// <param name="Parameters">Their parameters.</param>
internal sealed record MeasuredStep(long Number, int Epoch, double LearningRate, StepOutcome Outcome, MeasuredLayers Layers, MeasuredParameters Parameters)
{
    /// <summary>The same for people.</summary>
    /// <param name="layers">The paths of the layers.</param>
    /// <param name="parameters">The names of the parameters.</param>
    public GradientFlowStep Describe(string[] layers, string[] parameters) => new()
    {
        Step = Number,
        Epoch = Epoch,
        Loss = Outcome.Loss,
        LearningRate = LearningRate,
        GradientNorm = Outcome.GradientNorm,
        IsClipped = Outcome.IsClipped,
        Layers = [.. layers.Select((path, i) => (Layers.Details?[i] ?? LayerDetail.None).Describe(path, Layers.Norms[i], Layers.OutputEnergy))],
        Parameters = [.. parameters.Select((name, i) => (Parameters.Details?[i] ?? ParameterDetail.None).Describe(name, Parameters.Norms[i], Parameters.Rms[i]))],
    };
}

/// <summary>What was measured of the layers in one step.</summary>
/// <param name="OutputEnergy">The mean square of the length of the error signal at the output of the network.</param>
/// <param name="Norms">The error signals.</param>
/// <param name="Details">All else; null where there is nothing.</param>
internal readonly record struct MeasuredLayers(double OutputEnergy, LayerNorm[] Norms, LayerDetail[]? Details);

/// <summary>What was measured of the parameters in one step.</summary>
/// <param name="Norms">The gradients.</param>
/// <param name="Rms">The root of the mean square of each, which steps share as long as it is not measured again.</param>
/// <param name="Details">All else; null where there is nothing.</param>
internal readonly record struct MeasuredParameters(ParameterNorm[] Norms, double[] Rms, ParameterDetail[]? Details);
