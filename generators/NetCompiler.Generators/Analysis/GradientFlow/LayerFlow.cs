using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How the gradient is predicted to fare at one layer, at the start of training.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Log10ErrorSignal">The decimal logarithm of the length of the gradient with respect to the layer's output, relative to that at the network's output.</param>
/// <param name="Log10WeightGradient">The decimal logarithm of the length of the gradient of the layer's weights for one example, relative to that of the weights; not a number
/// without weights.</param>
/// <param name="Uncertainty">How far both may be off, in decimal digits: two standard deviations.</param>
internal sealed record LayerFlow(PlacedLayer Layer, double Log10ErrorSignal, double Log10WeightGradient, double Uncertainty)
{
    /// <summary>What is left of the gradient at the first step, for a layer that goes from step to step; otherwise null.</summary>
    public GradientSpan? Span { get; init; }
}
