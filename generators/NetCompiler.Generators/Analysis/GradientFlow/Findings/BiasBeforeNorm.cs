using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A written bias in front of a layer that subtracts the mean: its gradient is 0, and it never does anything.</summary>
internal static class BiasBeforeNorm
{
    /// <summary>Looks at neighbours.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        foreach (FlowPath path in FlowPath.All(flow))
        {
            for (int i = 0; i + 1 < path.Layers.Length; i++)
            {
                if (path.Layers[i + 1].Layer.IgnoresBias && path.Layers[i].Layer.HasWeight && path.Layers[i].Parameters.Any(parameter => parameter.Role == ParameterRole.Bias))
                {
                    string argument = path.Layers[i].Declaration.Arguments.Any(written => written.Name == "Bias") ? "Bias" : "BiasInit";
                    return new FlowFinding(
                        $"The bias of {FlowText.Name(flow, path.Layers[i])} has no effect and a gradient of 0, because {path.Layers[i + 1].Kind} subtracts the mean; remove {argument}",
                        FlowPlace.Layer, path.Layers[i], argument);
                }
            }
        }

        return null;
    }
}
