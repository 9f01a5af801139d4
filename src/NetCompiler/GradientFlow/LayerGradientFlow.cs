using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>What was measured at one layer in one step. A number that was not measured is NaN.</summary>
/// <remarks><see cref="Log10ErrorSignal"/> and <see cref="Log10WeightGradient"/> are defined as the predictions of the same name are
/// (<see cref="GradientFlowPrediction"/>), with the root of the mean square over examples in place of one example, so that they can stand side by side. The examples are the first ones of the step, as many as
/// <see cref="GradientFlowOptions.MostExamples"/> says; all of them in <see cref="GradientFlow.Measure{T}(INetwork{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ulong)"/>, and in a step that is not finite.</remarks>
/// <param name="Layer">The path of the layer, as in <see cref="LayerDefinition.Path"/>.</param>
public sealed record LayerGradientFlow(string Layer)
{
    /// <summary>The length of the error signal: the gradient of an example's loss with respect to the output of the layer, root of the mean square over the examples. Where a
    /// decoder begins with the state of an encoder and nobody reads what the encoder gives step by step, it is the gradient with respect to this state: of an Lstm to h, of several layers to that of the
    /// last. NaN where nothing in front of the output is learned.</summary>
    public double ErrorSignal { get; init; } = double.NaN;

    /// <summary>The greatest element of these gradients.</summary>
    public double ErrorSignalMax { get; init; } = double.NaN;

    /// <summary>The decimal logarithm of <see cref="ErrorSignal"/> relative to that at the output of the network; negative infinity where the error signal is 0.</summary>
    public double Log10ErrorSignal { get; init; } = double.NaN;

    /// <summary>The decimal logarithm of the length of the gradient of the layer's weights for one example, relative to the length of the weights; positive infinity for weights that are
    /// zero. NaN without weights, and for those that are looked up instead of multiplied, as by an embedding: of them only the gradient of the whole batch is known
    /// (<see cref="ParameterGradientFlow"/>).</summary>
    public double Log10WeightGradient { get; init; } = double.NaN;

    /// <summary>The mean of the outputs over units and examples.</summary>
    public double ActivationMean { get; init; } = double.NaN;

    /// <summary>Their standard deviation.</summary>
    public double ActivationStandardDeviation { get; init; } = double.NaN;

    /// <summary>The share of outputs on a flat part of the activation, where its slope is less than 5 % of the steepest, from 0 to 1. Of a rectifier these are the zeros: half is normal. NaN
    /// for other layers.</summary>
    public double Saturation { get; init; } = double.NaN;

    /// <summary>The share of the units of a rectifier that are 0 for every example of the step, all of them taken into account, from 0 to 1; of a feature map a unit is a channel. NaN for other layers.</summary>
    public double DeadUnits { get; init; } = double.NaN;

    /// <summary>How many outputs of these examples, and gradients with respect to them, are infinite or NaN.</summary>
    public long NonFinite { get; init; }

    /// <summary>How the outputs are distributed; null when that was not measured.</summary>
    public ActivationHistogram? Activations { get; init; }

    /// <summary>For a recurrent layer the length of the gradient of an example's loss with respect to the state after every step, the first step first; empty for other layers. Sequences of
    /// different lengths end together: the first step is that of the longest, and each counts the sequences that are so long.</summary>
    public ImmutableArray<double> ErrorSignalByStep { get; init; } = [];

    /// <summary>How far open the gates of an Lstm or Gru are; empty for other layers, and when that was not measured. The gate of a Highway, Gated or Glu is a layer of its own.</summary>
    public ImmutableArray<GateMean> Gates { get; init; } = [];
}

/// <summary>How often the values of a sample fall into equal intervals.</summary>
/// <param name="Minimum">Where the first interval begins.</param>
/// <param name="Maximum">Where the last one ends. What lies outside counts for the nearest.</param>
/// <param name="Counts">How many values each interval has.</param>
public sealed record ActivationHistogram(double Minimum, double Maximum, ImmutableArray<int> Counts);
