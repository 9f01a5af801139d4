using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A negative bias pushes most units of a rectifier to where it is 0.</summary>
internal static class DeadUnits
{
    /// <summary>The share of units without a gradient that is too large; half of them is as it should be.</summary>
    private const double TooMany = 0.75;

    /// <summary>Finds rectifiers whose input is mostly negative.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        foreach (PlacedLayer layer in flow.Model.AllLayers)
        {
            if (!IsCause(flow, layer))
                continue;
            Signal input = flow.Backward.Forward[layer.Input][0];
            return new FlowFinding(
                $"{FlowText.Percent(Saturation.FlatShare(flow, layer) ?? 0)} of the units of {FlowText.Name(flow, layer)} are predicted to start with a slope of 0, because the bias in front moves their input to {FlowText.Number(input.Mean)} ± {FlowText.Number(Math.Sqrt(input.Variance))}; start the bias at 0",
                FlowPlace.Layer, layer);
        }

        return null;
    }

    /// <summary>Whether an activation that is flat on the left only has most of its input there.</summary>
    public static bool IsCause(NetworkFlow flow, PlacedLayer layer) =>
        layer.Kind is "Relu" or "Relu6" && flow.Backward.Forward[layer.Input][0].Mean < 0 && Saturation.FlatShare(flow, layer) >= TooMany;
}
