using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>The descriptors of NC2xxx: how the gradient will fare. Messages are made where the finding is, with the numbers in question.</summary>
internal static class FlowDescriptors
{
    private const string Category = "NetCompiler.GradientFlow";
    private const string Help = "docs/diagnostics/";

    private static readonly DiagnosticDescriptor s_vanishingGradient = new(
        DiagnosticId.VanishingGradient, "The gradient vanishes", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The error signal that is predicted to reach a layer is a tiny share of that at the output, so the layer hardly learns.", Help + DiagnosticId.VanishingGradient + ".md");

    private static readonly DiagnosticDescriptor s_explodingGradient = new(
        DiagnosticId.ExplodingGradient, "The gradient explodes", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The error signal that is predicted to reach a layer is many times that at the output, so no step size suits all layers.", Help + DiagnosticId.ExplodingGradient + ".md");

    private static readonly DiagnosticDescriptor s_initialiserMismatch = new(
        DiagnosticId.InitialiserMismatch, "An initialiser does not suit its activation", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The first weights are too small or too large for the activation behind them, and the gradient suffers from it.", Help + DiagnosticId.InitialiserMismatch + ".md");

    private static readonly DiagnosticDescriptor s_saturatedAtStart = new(
        DiagnosticId.SaturatedAtStart, "An activation is saturated at the start", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "Most units are predicted to start where the activation is flat and passes no gradient.", Help + DiagnosticId.SaturatedAtStart + ".md");

    private static readonly DiagnosticDescriptor s_normalizedDepth = new(
        DiagnosticId.NormalizedDepth, "Batch normalization explodes in depth", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "Without skips every batch normalization with its activation multiplies the gradient by more than 1.", Help + DiagnosticId.NormalizedDepth + ".md");

    private static readonly DiagnosticDescriptor s_normBeforeSigmoid = new(
        DiagnosticId.NormBeforeSigmoid, "A normalization in front of a sigmoid does not help", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "Layer and RMS normalization keep the mean of the activations as if it were signal, so the gradient shrinks all the same.", Help + DiagnosticId.NormBeforeSigmoid + ".md");

    private static readonly DiagnosticDescriptor s_squaredErrorOfSigmoid = new(
        DiagnosticId.SquaredErrorOfSigmoid, "A loss of differences behind a sigmoid", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The gradient is multiplied by the slope of the sigmoid, which is almost 0 where the output is wrong and sure.", Help + DiagnosticId.SquaredErrorOfSigmoid + ".md");

    private static readonly DiagnosticDescriptor s_biasBeforeNorm = new(
        DiagnosticId.BiasBeforeNorm, "A bias has no effect", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The normalization behind it subtracts the mean, and the bias with it.", Help + DiagnosticId.BiasBeforeNorm + ".md");

    private static readonly DiagnosticDescriptor s_depthOverWidth = new(
        DiagnosticId.DepthOverWidth, "The network is too deep for its width", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "How large the gradient is differs from seed to seed by a large factor.", Help + DiagnosticId.DepthOverWidth + ".md");

    private static readonly DiagnosticDescriptor s_clippedVanishing = new(
        DiagnosticId.ClippedVanishing, "Clipping does not help a gradient that vanishes", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "Clipping multiplies a gradient by at most 1.", Help + DiagnosticId.ClippedVanishing + ".md");

    private static readonly DiagnosticDescriptor s_deadUnits = new(
        DiagnosticId.DeadUnits, "Rectifiers start dead", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "A negative bias pushes most units to where their slope is 0.", Help + DiagnosticId.DeadUnits + ".md");

    private static readonly DiagnosticDescriptor s_ungatedSpan = new(
        DiagnosticId.UngatedSpan, "A recurrent layer without gates spans too many steps", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The gradient that is predicted to reach the first step is a tiny share of that at the last, so the layer hardly learns from what lies far back.", Help + DiagnosticId.UngatedSpan + ".md");

    private static readonly DiagnosticDescriptor s_gateBias = new(
        DiagnosticId.GateBias, "A gate keeps too little for the span", "{0}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The bias that the gate of a recurrent layer starts with lets the state fade long before the last step.", Help + DiagnosticId.GateBias + ".md");

    /// <summary>All descriptors in order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        s_vanishingGradient,
        s_explodingGradient,
        s_initialiserMismatch,
        s_saturatedAtStart,
        s_normalizedDepth,
        s_normBeforeSigmoid,
        s_squaredErrorOfSigmoid,
        s_biasBeforeNorm,
        s_depthOverWidth,
        s_clippedVanishing,
        s_deadUnits,
        s_ungatedSpan,
        s_gateBias,
    ];

    /// <summary>The descriptor of an id.</summary>
    public static DiagnosticDescriptor Get(string id) => All.First(descriptor => descriptor.Id == id);
}
