namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>Clipping is declared, but the gradient vanishes: it multiplies with at most 1, and cannot raise anything. Pascanu et al. 2013.</summary>
internal static class ClippedVanishing
{
    /// <summary>Looks for both.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        if (flow.Model.Declaration.Clipping is not { } clipping || Vanishing.Worst(flow) is not var (path, layer) || path.Relative(layer) > thresholds.Vanishing.Warning)
            return null;
        return new FlowFinding(
            $"{clipping.Kind} does not help here: it only shortens gradients, but the one that reaches {FlowText.Name(flow, path.Layers[layer])} is predicted to be {FactorText.Of(path.Relative(layer))} of that at the output; remove {clipping.Kind}, and cure what makes the gradient vanish",
            FlowPlace.Clipping);
    }
}
