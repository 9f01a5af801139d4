using NetCompiler.Generators;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>The factor that a warning is about, as titles of remedies show it.</summary>
internal static class FlowFactor
{
    /// <summary>The factor of a network.</summary>
    /// <param name="id">The warning.</param>
    /// <param name="warned">The network that is warned of, which decides what is shown of it and of a changed one.</param>
    /// <param name="flow">The network.</param>
    public static string Of(string id, NetworkFlow warned, NetworkFlow flow) => FactorText.Of(id switch
    {
        DiagnosticId.UngatedSpan => OverTime(flow, isGated: false),
        DiagnosticId.GateBias => OverTime(flow, isGated: true),
        DiagnosticId.ExplodingGradient when RecurrentSpan.Greatest(warned)?.Span!.Log10Factor > Furthest(FlowPath.All(warned)) => RecurrentSpan.Greatest(flow)?.Span!.Log10Factor ?? 0,
        DiagnosticId.DepthOverWidth => DepthOverWidth.Decades(flow),
        _ => ThroughLayers(warned, flow),
    });

    /// <summary>The factor at the first step, of the layers that are warned of as long as there are any.</summary>
    private static double OverTime(NetworkFlow flow, bool isGated) => (RecurrentSpan.Least(flow, isGated) ?? RecurrentSpan.Least(flow))?.Span!.Log10Factor ?? 0;

    /// <summary>The factor on the way to the first layer; where the warning is about a branch, that in any list.</summary>
    private static double ThroughLayers(NetworkFlow warned, NetworkFlow flow)
    {
        double main = Furthest([Main(warned)]), all = Furthest(FlowPath.All(warned));
        return main == all ? Furthest([Main(flow)]) : Furthest(FlowPath.All(flow));
    }

    private static FlowPath Main(NetworkFlow flow) => new(flow, flow.Model.Layers);

    /// <summary>The decimal logarithm of the error signal where it is furthest from that at the end of its list.</summary>
    private static double Furthest(IEnumerable<FlowPath> paths) =>
        paths.SelectMany(path => new[] { path.Relative(path.Least), path.Relative(path.Greatest) }).Where(log10 => !double.IsNaN(log10)).OrderByDescending(Math.Abs).First();
}
