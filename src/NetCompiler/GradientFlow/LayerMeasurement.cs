using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>The error signal of one layer in one step.</summary>
/// <param name="Energy">The mean square of its length; NaN where there is none.</param>
/// <param name="Max">Its greatest element.</param>
internal readonly record struct LayerNorm(double Energy, double Max);

/// <summary>What else was measured of one layer in one step.</summary>
/// <param name="NonFinite">Infinite and NaN elements of the error signal.</param>
/// <param name="WeightGradient">The mean squared length of the weights' gradient for one example, relative to that of the weights; NaN without weights.</param>
/// <param name="StateEnergy">The mean squared length of the gradient with respect to the state, step by step; null without a state.</param>
/// <param name="Gates">The means of the gates.</param>
/// <param name="Outputs">The outputs; null when they were not looked at.</param>
internal readonly record struct LayerDetail(long NonFinite, double WeightGradient, double[]? StateEnergy, ImmutableArray<GateMean> Gates, ActivationSummary? Outputs)
{
    /// <summary>Of a layer of which only the norm was measured.</summary>
    public static LayerDetail None { get; } = new(0, double.NaN, null, [], null);

    /// <summary>Both for people.</summary>
    /// <param name="path">The path of the layer.</param>
    /// <param name="norm">The error signal.</param>
    /// <param name="output">The energy of that at the output of the network.</param>
    public LayerGradientFlow Describe(string path, LayerNorm norm, double output)
    {
        var measured = new LayerGradientFlow(path)
        {
            ErrorSignal = Math.Sqrt(norm.Energy),
            ErrorSignalMax = norm.Max,
            Log10ErrorSignal = Math.Log10(norm.Energy / output) / 2,
            Log10WeightGradient = Math.Log10(WeightGradient) / 2,
            NonFinite = NonFinite,
            Gates = Gates,
            ErrorSignalByStep = StateEnergy is null ? [] : [.. StateEnergy.Select(Math.Sqrt)],
        };
        return Outputs is null ? measured : measured with
        {
            ActivationMean = Outputs.Mean,
            ActivationStandardDeviation = Outputs.StandardDeviation,
            Saturation = Outputs.Flat,
            DeadUnits = Outputs.Dead,
            NonFinite = NonFinite + Outputs.NonFinite,
            Activations = Outputs.Distribution,
        };
    }
}
