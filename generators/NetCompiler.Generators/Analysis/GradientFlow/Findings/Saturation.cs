using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>Most units of an activation start where it is flat.</summary>
internal static class Saturation
{
    /// <summary>The share of flat units that is too large.</summary>
    private const double TooMany = 0.8;

    /// <summary>A slope counts as flat below this share of the greatest one.</summary>
    private const double Flat = 0.1;

    /// <summary>Finds activations whose input is too large.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        foreach (PlacedLayer layer in flow.Model.AllLayers)
        {
            if (FlatShare(flow, layer) is not { } share || share < TooMany || DeadUnits.IsCause(flow, layer))
                continue;
            Signal input = flow.Backward.Forward[layer.Input][0];
            return new FlowFinding(
                $"{FlowText.Percent(share)} of the units of {FlowText.Name(flow, layer)} are predicted to start where its slope is less than a tenth of the greatest, because its input has a root mean square of {FlowText.Number(Math.Sqrt(input.Second))}; use smaller weights in front, or BatchNorm between",
                FlowPlace.Layer, layer);
        }

        return null;
    }

    /// <summary>The share of units where an activation is flat; null for other layers.</summary>
    public static double? FlatShare(NetworkFlow flow, PlacedLayer layer)
    {
        if (Culprit.GreatestSlope(flow, layer) is not { } greatest || greatest == 0)
            return null;
        Elementwise map = flow.Model.Graph.Operations.OfType<Elementwise>().First(other => other.Layer == layer.Path);
        double[] slopes = Differentiation.Derivative.Of(map.Expression, 0).Evaluate([flow.Backward.Forward[map.Operands[0]][0].Law.Values], NormalGrid.Count);
        return NormalGrid.Expectation([.. slopes.Select(slope => Math.Abs(slope) < Flat * greatest ? 1.0 : 0.0)]);
    }
}
