namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A gate that starts too far open to keep the state over all steps: σ(b)ᵀ. Gers et al. 2000, Jozefowicz et al. 2015, Tallec and Ollivier 2018.</summary>
internal static class GateBias
{
    /// <summary>Looks at the layer whose first step gets least.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        if (RecurrentSpan.Least(flow, isGated: true) is not { Span: { } span } worst || thresholds.Span.Of(span.Log10Factor) is var grade && grade is FlowGrade.None)
            return null;
        string remedy = FlowLimits.GateArgument(worst.Layer.Kind) is { } argument ? $"start it with {argument} = {FlowText.Number(FlowLimits.GateBias(span.Steps))}" : "let its gate keep more to begin with";
        return new FlowFinding(
            $"The gradient at the first of {span.Steps} steps of {FlowText.Name(flow, worst.Layer)} is predicted to be {FactorText.Of(span.Log10Factor)} of that at the last: the gate that keeps its state begins at {FlowText.Number(span.Kept)}, which is too little for so many steps; {remedy}",
            FlowPlace.Layer, worst.Layer)
        {
            Grade = grade,
        };
    }
}
