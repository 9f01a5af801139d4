using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>-Σᵢ tᵢ·ln softmax(logits)ᵢ, with class indices or probabilities as targets.</summary>
internal sealed class SoftmaxCrossEntropyLoss(LayerArguments arguments) : Loss
{
    private readonly bool _probabilities = arguments.Choice<Targets>("Targets") == Targets.Probabilities;
    private readonly double _smoothing = arguments.Number("LabelSmoothing", 0, value => value is >= 0 and < 1, "at least 0 and less than 1");

    private enum Targets
    {
        Indices,
        Probabilities,
    }

    public override IEnumerable<(string Name, double Value)> Options => [("probabilities", _probabilities ? 1 : 0), ("labelSmoothing", _smoothing)];

    public override int TargetLength(int outputs) => _probabilities ? outputs : 1;

    public override string? Mismatch(int outputs) => outputs >= 2
        ? null
        : $"SoftmaxCrossEntropy needs one output per class, at least 2, but the last layer has {outputs}; write Dense(2), or BinaryCrossEntropyWithLogits for one output";

    public override Value Lower(GraphBuilder graph, Value output, Value target)
    {
        Value loss = Value.Computed("loss", perExample: false, 1);
        Value gradient = output.Like("dlogits");
        graph.Append(new SoftmaxCrossEntropy(output, target, _probabilities, _smoothing, loss, gradient));
        return loss;
    }
}
