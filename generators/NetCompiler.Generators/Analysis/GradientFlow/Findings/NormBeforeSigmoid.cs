using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A normalization over the features of an example in front of an activation with a mean: the next weights pass the mean on as if it were signal, so that
/// the gradient shrinks by E[φ'²]/E[φ²] all the same.</summary>
internal static class NormBeforeSigmoid
{
    /// <summary>How many decades all of them together have to cost.</summary>
    private const double TooMuch = -1.3;

    /// <summary>Finds activations behind such a normalization.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        foreach (FlowPath path in FlowPath.All(flow))
        {
            int[] pairs = [.. Enumerable.Range(0, path.Layers.Length - 1).Where(i => path.Layers[i].Kind is "LayerNorm" or "RmsNorm" && Ratio(flow, path.Layers[i + 1]) < 0.5)];
            if (pairs.Length == 0)
                continue;
            PlacedLayer norm = path.Layers[pairs[0]], activation = path.Layers[pairs[0] + 1];
            double each = Math.Log10(Ratio(flow, activation)) / 2;
            if (each * pairs.Length > TooMuch)
                continue;
            return new FlowFinding(
                $"{norm.Kind} in front of {activation.Kind} does not keep the gradient alive: each of {pairs.Length} multiplies it by {FactorText.Of(each)}, {FactorText.Of(each * pairs.Length)} in all, because the mean of {activation.Kind} counts as signal; put {norm.Kind} behind {activation.Kind}, or use BatchNorm",
                FlowPlace.OwnList, norm);
        }

        return null;
    }

    /// <summary>What remains of a squared gradient behind such a normalization; 1 for other layers.</summary>
    private static double Ratio(NetworkFlow flow, PlacedLayer layer)
    {
        if (layer.Layer is not ActivationLayer || flow.Model.Graph.Operations.OfType<Graph.Elementwise>().FirstOrDefault(map => map.Layer == layer.Path) is not { } map)
            return 1;
        ElementwiseMoments moments = flow.Backward.Forward.Moments(map)[0];
        Signal result = flow.Backward.Forward[map.Result][0];
        return result.Second > 0 ? moments.SlopeOf(0).Square / result.Second : 1;
    }
}
