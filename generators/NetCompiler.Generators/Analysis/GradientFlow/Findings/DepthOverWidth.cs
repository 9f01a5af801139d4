using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A network so deep for its width that the size of its gradient is a matter of luck. Hanin 2018, Hanin and Nica 2020.</summary>
internal static class DepthOverWidth
{
    /// <summary>Layers with weights from where on it matters: shallower networks learn from any seed, however narrow they are.</summary>
    private const int Deep = 15;

    /// <summary>Looks at the greatest variance of the logarithm.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        PlacedLayer worst = Worst(flow);
        double spread = flow.Backward.Spread(worst.Output);
        if (thresholds.DepthOverWidth.Of(spread) is FlowGrade.None || flow.Model.AllLayers.Count(layer => layer.Layer.HasWeight) < Deep)
            return null;
        return new FlowFinding(
            $"The network is so deep for its width that the gradient at {FlowText.Name(flow, worst)} differs by a factor of {FactorText.Of(Decades(flow))} from one seed to the next (depth/width gives its logarithm a variance of {FlowText.Number(spread)}); make the layers wider, fewer, or put them into residual blocks",
            FlowPlace.OwnList, worst)
        {
            Grade = thresholds.DepthOverWidth.Of(spread),
        };
    }

    /// <summary>The decimal logarithm of the factor by which the gradient differs from one seed to the next.</summary>
    public static double Decades(NetworkFlow flow) => Math.Sqrt(flow.Backward.Spread(Worst(flow).Output)) / (2 * Math.Log(10));

    private static PlacedLayer Worst(NetworkFlow flow) => flow.Model.Layers.OrderByDescending(layer => flow.Backward.Spread(layer.Output)).First();
}
