using System.Collections.Immutable;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>Which rule looks for which warning.</summary>
internal static class FlowRules
{
    private static readonly (string Id, Func<NetworkFlow, FlowThresholds, FlowFinding?> Find)[] s_all =
    [
        (DiagnosticId.VanishingGradient, Vanishing.Find),
        (DiagnosticId.ExplodingGradient, Exploding.Find),
        (DiagnosticId.InitialiserMismatch, InitialiserMismatch.Find),
        (DiagnosticId.SaturatedAtStart, Saturation.Find),
        (DiagnosticId.NormalizedDepth, NormalizedDepth.Find),
        (DiagnosticId.NormBeforeSigmoid, NormBeforeSigmoid.Find),
        (DiagnosticId.SquaredErrorOfSigmoid, SquaredErrorOfSigmoid.Find),
        (DiagnosticId.BiasBeforeNorm, BiasBeforeNorm.Find),
        (DiagnosticId.DepthOverWidth, DepthOverWidth.Find),
        (DiagnosticId.ClippedVanishing, ClippedVanishing.Find),
        (DiagnosticId.DeadUnits, DeadUnits.Find),
        (DiagnosticId.UngatedSpan, UngatedSpan.Find),
        (DiagnosticId.GateBias, GateBias.Find),
    ];

    /// <summary>The rule of a warning.</summary>
    public static Func<NetworkFlow, FlowThresholds, FlowFinding?> Get(string id) => s_all.First(rule => rule.Id == id).Find;

    /// <summary>The grade of every rule for a network, by its id.</summary>
    public static ImmutableDictionary<string, FlowGrade> Grades(NetworkFlow flow, FlowThresholds thresholds) =>
        s_all.ToImmutableDictionary(rule => rule.Id, rule => rule.Find(flow, thresholds)?.Grade ?? FlowGrade.None);
}
