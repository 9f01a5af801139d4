namespace NetCompiler;

/// <summary>How the gradient is predicted to fare at one layer when training starts, found by the compiler from the declaration alone.</summary>
/// <remarks>It holds for standardised inputs and the declared initialisers, as most seeds have it, which is less than the mean over seeds where a network is narrow for its depth: Poole et al. 2016, "Exponential expressivity in deep neural networks
/// through transient chaos"; Schoenholz et al. 2017, "Deep Information Propagation"; Hanin 2018, "Which Neural Net Architectures Give Rise to Exploding and Vanishing
/// Gradients?", and Hanin and Nica 2020, "Products of Many Large Random Matrices and Gradients in Deep Neural Networks", for finite width. Training moves away from it.</remarks>
/// <param name="Layer">The path of the layer, as in <see cref="LayerDefinition.Path"/>.</param>
/// <param name="Log10ErrorSignal">The decimal logarithm of the length of the error signal: the gradient of an example's loss with respect to the output of the layer, or
/// to the state of an encoder where only that goes on (<see cref="LayerGradientFlow.ErrorSignal"/>), relative to that with respect to the output of the network. 0 at the last layer, -3 where a thousandth gets through; negative infinity where nothing does, as in a branch whose last
/// weight starts at 0.</param>
/// <param name="Log10WeightGradient">The decimal logarithm of the length of the gradient of the layer's weights for one example, relative to the length of the weights
/// themselves. NaN for a layer without weights, positive infinity for weights that are zero.</param>
/// <param name="Uncertainty">How far both may be off, in decimal digits: for networks that are narrow for their depth, or whose signal grows or shrinks with the length of the
/// input.</param>
public sealed record GradientFlowPrediction(string Layer, double Log10ErrorSignal, double Log10WeightGradient, double Uncertainty)
{
    /// <summary>What is left of the gradient at the first step, for a layer that goes through a sequence step by step; otherwise null.</summary>
    public GradientSpanPrediction? Span { get; init; }

    /// <summary>The factor that the error signal is multiplied with on its way from the output to the layer, and to its first step.</summary>
    /// <returns>A number such as <c>0.9</c> or <c>1e-14</c>, with a span <c>0.9, step 1: 1e-7</c>.</returns>
    public override string ToString() => Span is null ? FactorText.Of(Log10ErrorSignal) : $"{FactorText.Of(Log10ErrorSignal)}, step 1: {FactorText.Of(Span.Log10Factor)}";
}

/// <summary>How the gradient is predicted to fare from the last step of a sequence back to the first, through the states that a layer hands from step to step.</summary>
/// <remarks>Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks"; Chen, Pennington and Schoenholz 2018, "Dynamical Isometry and a Mean Field
/// Theory of RNNs".</remarks>
/// <param name="Steps">The steps of the longest sequence.</param>
/// <param name="Log10Factor">The decimal logarithm of the length of the gradient with respect to the state behind the first step, relative to that behind the last. Where every
/// step has an output with a loss, it contains what comes from the first of them.</param>
/// <param name="Uncertainty">How far it may be off, in decimal digits: the powers of a random matrix differ from one to the next, those of an orthogonal one hardly.</param>
public sealed record GradientSpanPrediction(int Steps, double Log10Factor, double Uncertainty);
