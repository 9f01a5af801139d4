namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>The error signal hardly reaches a layer.</summary>
internal static class Vanishing
{
    /// <summary>Finds the worst list of layers.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        if (Worst(flow) is not var (path, layer) || thresholds.Vanishing.Of(path.Relative(layer)) is FlowGrade.None)
            return null;
        Culprit culprit = Culprit.OfVanishing(path, layer);
        string end = path.Layers.Equals(flow.Model.Layers) ? "the output" : "the end of its block";
        return new FlowFinding(
            $"The gradient that reaches {FlowText.Name(flow, path.Layers[layer])} is predicted to be {FactorText.Of(path.Relative(layer))} of that at {end}: {culprit.Describe(path)}; {Remedy(flow, culprit, path)}",
            FlowPlace.OwnList, culprit.First)
        {
            Grade = thresholds.Vanishing.Of(path.Relative(layer)),
        };
    }

    /// <summary>Where the error signal is least relative to the end of its list; null where it is nowhere less.</summary>
    public static (FlowPath Path, int Layer)? Worst(NetworkFlow flow)
    {
        (FlowPath Path, int Layer)? worst = null;
        foreach (FlowPath path in FlowPath.All(flow))
        {
            int layer = path.Least;
            if (layer < path.Layers.Length - 1 && (worst is not var (other, least) || path.Relative(layer) < other.Relative(least)))
                worst = (path, layer);
        }

        return worst;
    }

    private static string Remedy(NetworkFlow flow, Culprit culprit, FlowPath path)
    {
        if (culprit.First.Kind == "Highway")
            return $"start the gates at GateBias = {FlowText.Number(HighwayBias(culprit.Count))}, so that {culprit.Count} of them in a row pass a hundredth";
        if (culprit.Weights(path) is not null)
            return "leave the initialiser to the activation behind, or put BatchNorm between";
        return Culprit.GreatestSlope(flow, culprit.First) is < 0.9
            ? "use Relu or Tanh, BatchNorm in front of the activation, or residual blocks"
            : "use the initialiser that suits the activation, BatchNorm in front of it, or residual blocks";
    }

    /// <summary>The bias with which so many gates in a row pass a hundredth: log₁₀ of the factor is about -0.434·depth·T.</summary>
    public static double HighwayBias(int depth) => depth > 9 ? Math.Round(-Math.Log((depth / 4.6) - 1), 1) : 0;
}
