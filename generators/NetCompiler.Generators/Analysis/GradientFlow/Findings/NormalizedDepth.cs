using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>Batch normalization in a deep list without skips: every pair of BatchNorm and activation multiplies the squared gradient by E[φ'²]/Var φ, which is more than 1
/// for every φ that is not linear. Yang et al. 2019.</summary>
internal static class NormalizedDepth
{
    /// <summary>Finds the worst list of layers.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        foreach (FlowPath path in FlowPath.All(flow))
        {
            int layer = path.Greatest;
            if (thresholds.Exploding.Of(path.Relative(layer)) is FlowGrade.None || !IsCause(path, layer))
                continue;
            PlacedLayer first = path.Layers.Skip(layer + 1).First(IsNorm);
            int count = path.Layers.Skip(layer + 1).Count(IsNorm);
            return new FlowFinding(
                $"The gradient that reaches {FlowText.Name(flow, path.Layers[layer])} is predicted to be {FactorText.Of(path.Relative(layer))} times that at the output: each of {count} × BatchNorm with its activation multiplies it by {FactorText.Of(path.Relative(layer) / count)}, because no skip leads past them; use residual blocks",
                FlowPlace.OwnList, first)
            {
                Grade = thresholds.Exploding.Of(path.Relative(layer)),
            };
        }

        return null;
    }

    /// <summary>Whether at least every other layer with weights has a batch normalization behind it.</summary>
    public static bool IsCause(FlowPath path, int layer) =>
        path.Layers.Skip(layer + 1).Count(IsNorm) is var norms && norms >= 4 && 2 * norms >= path.Layers.Skip(layer + 1).Count(other => other.Layer.HasWeight);

    private static bool IsNorm(PlacedLayer layer) => layer.Kind == "BatchNorm";
}
