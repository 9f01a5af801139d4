namespace NetCompiler.Pages;

/// <summary>The layers of a report that its charts show, from input to output.</summary>
internal static class FlowRows
{
    /// <summary>The most layers that are shown.</summary>
    public const int Most = 48;

    /// <summary>Those whose error signal was measured: all, or some of many, and those that findings name.</summary>
    public static IReadOnlyList<LayerDefinition> Of(GradientFlowReport report)
    {
        var measured = report.Steps.SelectMany(step => step.Layers).Where(layer => !double.IsNaN(Log10(layer))).Select(layer => layer.Layer).ToHashSet();
        LayerDefinition[] layers = [.. report.Definition.AllLayers.Where(layer => measured.Contains(layer.Path))];
        var named = report.Findings.Select(finding => finding.Layer).ToHashSet();
        var chosen = Spread.Over(layers.Length, Most).ToHashSet();
        return [.. layers.Where((layer, i) => chosen.Contains(i) || named.Contains(layer.Path))];
    }

    /// <summary>The decimal logarithm of a layer's error signal as it is drawn: negative infinity for zero, positive for what is not finite, NaN for what was not measured.</summary>
    public static double Log10(LayerGradientFlow? layer) => layer switch
    {
        null => double.NaN,
        { NonFinite: > 0 } => double.PositiveInfinity,
        { ErrorSignal: 0 } => double.NegativeInfinity,
        _ => layer.Log10ErrorSignal,
    };

    /// <summary>The decimal logarithm of a layer's error signal at every time step, relative to the greatest.</summary>
    public static double[] ThroughTime(LayerGradientFlow layer)
    {
        double greatest = layer.ErrorSignalByStep.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return [.. layer.ErrorSignalByStep.Select(signal => double.IsFinite(signal) ? Math.Log10(signal / greatest) : double.PositiveInfinity)];
    }
}
