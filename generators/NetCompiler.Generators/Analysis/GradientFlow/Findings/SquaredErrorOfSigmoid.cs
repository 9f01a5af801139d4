using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A loss of differences behind a sigmoid: the gradient is multiplied by its slope, at most 1/4, and by almost 0 where the output is wrong and sure.</summary>
internal static class SquaredErrorOfSigmoid
{
    /// <summary>Looks at the last layer and the loss.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        PlacedLayer last = flow.Model.Layers[flow.Model.Layers.Length - 1];
        if (flow.Model.Declaration.Loss is not { Kind: "MeanSquaredError" or "MeanAbsoluteError" or "Huber" } loss || last.Kind is not ("Sigmoid" or "HardSigmoid"))
            return null;
        double slope = new FlowPath(flow, flow.Model.Layers) is var path ? path.Step(path.Layers.Length - 1) : 0;
        return new FlowFinding(
            $"{loss.Kind} behind {last.Kind} multiplies the gradient by the slope of {last.Kind}, {FactorText.Of(slope)} to begin with and almost 0 where the output is wrong and sure; remove {last.Kind} and use BinaryCrossEntropyWithLogits",
            FlowPlace.Loss);
    }
}
