namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A recurrent layer without gates over so many steps that the first of them hardly gets a gradient. Bengio, Simard and Frasconi 1994; Pascanu et al. 2013.</summary>
internal static class UngatedSpan
{
    /// <summary>Looks at the layer whose first step gets least.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        if (RecurrentSpan.Least(flow, isGated: false) is not { Span: { } span } worst || thresholds.Span.Of(span.Log10Factor) is var grade && grade is FlowGrade.None)
            return null;
        string bias = FlowText.Number(FlowLimits.GateBias(span.Steps));
        return new FlowFinding(
            $"The gradient at the first of {span.Steps} steps of {FlowText.Name(flow, worst.Layer)} is predicted to be {FactorText.Of(span.Log10Factor)} of that at the last: nothing keeps its state, and each step multiplies it by {FlowText.Number(Math.Pow(10, span.Log10Factor / span.Steps))}; use Lstm with ForgetBias = {bias} or Gru with UpdateBias = {bias}",
            FlowPlace.Layer, worst.Layer)
        {
            Grade = grade,
        };
    }
}
