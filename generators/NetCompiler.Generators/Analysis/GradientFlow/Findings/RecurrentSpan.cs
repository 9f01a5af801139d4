namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>What remains of a gradient over the steps of a sequence.</summary>
internal static class RecurrentSpan
{
    /// <summary>The layer whose first step gets least, of all, of those with a gate that keeps its state, or of those without; null when there is none.</summary>
    public static LayerFlow? Least(NetworkFlow flow, bool? isGated = null) =>
        Spans(flow).Where(layer => layer.Span!.IsGated == (isGated ?? layer.Span.IsGated)).OrderBy(layer => layer.Span!.Log10Factor).FirstOrDefault();

    /// <summary>The layer whose first step gets most; null when there is none.</summary>
    public static LayerFlow? Greatest(NetworkFlow flow) => Spans(flow).OrderByDescending(layer => layer.Span!.Log10Factor).FirstOrDefault();

    private static IEnumerable<LayerFlow> Spans(NetworkFlow flow) => flow.Layers.Where(layer => layer.Span is { Log10Factor: var factor } && !double.IsNaN(factor));
}
