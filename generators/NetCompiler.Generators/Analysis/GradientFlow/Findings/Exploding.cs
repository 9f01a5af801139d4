using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>The error signal grows on its way back, or the signal does on its way forward.</summary>
internal static class Exploding
{
    /// <summary>Single-precision numbers end at 3e38; a loss squares them.</summary>
    private const double LargestSecondMoment = 1e30;

    /// <summary>Finds the worst list of layers; one that batch normalizations make explode is <see cref="NormalizedDepth"/>.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        if (flow.Model.Declaration.Clipping is not null)
            return null;
        if (Worst(flow) is var (path, layer) && thresholds.Exploding.Of(path.Relative(layer)) is var grade and not FlowGrade.None && !NormalizedDepth.IsCause(path, layer))
        {
            Culprit culprit = Culprit.OfExploding(path, layer);
            return new FlowFinding(
                $"The gradient that reaches {FlowText.Name(flow, path.Layers[layer])} is predicted to be {FactorText.Of(path.Relative(layer))} times that at the output: {culprit.Describe(path)}; {Remedy(culprit, path)}, or clip with ClipByGlobalNorm(1)",
                FlowPlace.OwnList, culprit.First)
            {
                Grade = grade,
            };
        }

        if (RecurrentSpan.Greatest(flow) is { Span.Log10Factor: var factor } recurrent && thresholds.Exploding.Of(factor) is FlowGrade.Warning or FlowGrade.Error)
        {
            return new FlowFinding(
                $"The gradient at the first of {recurrent.Span!.Steps} steps of {FlowText.Name(flow, recurrent.Layer)} is predicted to be {FactorText.Of(factor)} times that at the last: each step multiplies it by {FlowText.Number(Math.Pow(10, factor / recurrent.Span.Steps))}; leave RecurrentInit to the cell, or clip with ClipByGlobalNorm(1)",
                FlowPlace.Layer, recurrent.Layer);
        }

        PlacedLayer? overflow = flow.Model.Layers.FirstOrDefault(placed => flow.Backward.Forward[placed.Output].Any(signal => signal.Second > LargestSecondMoment));
        return overflow is null ? null : new FlowFinding(
            $"The signal behind {FlowText.Name(flow, overflow)} is predicted to have a mean square of {FactorText.Of(Math.Log10(flow.Backward.Forward[overflow.Output].Max(signal => signal.Second)))}, which ends beyond single precision; use smaller weights, BatchNorm, or Residual(BranchScale = …)",
            FlowPlace.OwnList, overflow);
    }

    private static (FlowPath Path, int Layer)? Worst(NetworkFlow flow)
    {
        (FlowPath Path, int Layer)? worst = null;
        foreach (FlowPath path in FlowPath.All(flow))
        {
            int layer = path.Greatest;
            if (layer < path.Layers.Length - 1 && (worst is not var (other, greatest) || path.Relative(layer) > other.Relative(greatest)))
                worst = (path, layer);
        }

        return worst;
    }

    private static string Remedy(Culprit culprit, FlowPath path)
    {
        if (culprit.First.Kind == "Residual")
            return $"write BranchScale = {FlowText.Number(1 / Math.Sqrt(culprit.Count))} (1/√{culprit.Count}) or ReZero = true on the residual blocks, or begin them with BatchNorm";
        return culprit.Weights(path) is null ? "use another activation, or residual blocks" : "leave the initialiser to the activation behind";
    }
}
