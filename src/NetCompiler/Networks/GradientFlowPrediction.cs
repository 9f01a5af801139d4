using System.Globalization;

namespace NetCompiler;

/// <summary>How the gradient is predicted to fare at one layer when training starts, found by the compiler from the declaration alone.</summary>
/// <remarks>It holds for standardised inputs and the declared initialisers, as a mean over first weights: Poole et al. 2016, "Exponential expressivity in deep neural networks
/// through transient chaos"; Schoenholz et al. 2017, "Deep Information Propagation"; Hanin 2018, "Which Neural Net Architectures Give Rise to Exploding and Vanishing
/// Gradients?" for finite width. Training moves away from it. Networks of sequences are not predicted yet: all their numbers are NaN.</remarks>
/// <param name="Layer">The path of the layer, as in <see cref="LayerDefinition.Path"/>.</param>
/// <param name="Log10ErrorSignal">The decimal logarithm of the length of the error signal: the gradient of an example's loss with respect to the output of the layer, relative to
/// that with respect to the output of the network. 0 at the last layer, -3 where a thousandth gets through; negative infinity where nothing does, as in a branch whose last
/// weight starts at 0.</param>
/// <param name="Log10WeightGradient">The decimal logarithm of the length of the gradient of the layer's weights for one example, relative to the length of the weights
/// themselves. NaN for a layer without weights, positive infinity for weights that are zero.</param>
/// <param name="Uncertainty">How far both may be off, in decimal digits: for networks that are narrow for their depth, or whose signal grows or shrinks with the length of the
/// input.</param>
public sealed record GradientFlowPrediction(string Layer, double Log10ErrorSignal, double Log10WeightGradient, double Uncertainty)
{
    /// <summary>The factor that the error signal is multiplied with on its way from the output to the layer.</summary>
    /// <returns>A number such as <c>0.9</c> or <c>1e-14</c>.</returns>
    public override string ToString() => Factor(Log10ErrorSignal);

    /// <summary>A power of ten as a short number; also beyond the range of a double.</summary>
    internal static string Factor(double log10)
    {
        if (double.IsNaN(log10))
            return "";
        if (double.IsInfinity(log10))
            return log10 > 0 ? "∞" : "0";
        // Also what would round to the next power.
        if (log10 > -1.98 && log10 < 3)
            return Math.Pow(10, log10).ToString(log10 < 0.5 ? "0.##" : log10 < 1.5 ? "0.#" : "0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"1e{Math.Round(log10, MidpointRounding.AwayFromZero):0}");
    }
}
