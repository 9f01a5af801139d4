using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>-Σᵢ tᵢ·ln softmax(logits)ᵢ, with class indices or probabilities as targets.</summary>
internal sealed class SoftmaxCrossEntropyLoss : Loss
{
    private readonly bool _probabilities;
    private readonly double _smoothing;

    public SoftmaxCrossEntropyLoss(LayerArguments arguments)
    {
        _probabilities = arguments.Choice<Targets>("Targets") == Targets.Probabilities;
        _smoothing = arguments.Number("LabelSmoothing", 0, value => value is >= 0 and < 1, "at least 0 and less than 1");
        Ignored = arguments.Has("IgnoreIndex") ? (int)arguments.Number("IgnoreIndex", 0) : null;
        if (_probabilities && Ignored is not null)
        {
            arguments.Report(DiagnosticId.Combination, "IgnoreIndex",
                "SoftmaxCrossEntropy: IgnoreIndex is an index of a class, but the targets are probabilities; remove it, and give targets that do not count probabilities of 0");
        }
    }

    private enum Targets
    {
        Indices,
        Probabilities,
    }

    /// <summary>The class index of targets that count for nothing; or null.</summary>
    public int? Ignored { get; }

    public override IEnumerable<(string Name, double Value)> Options => 
        [("probabilities", _probabilities ? 1 : 0), ("labelSmoothing", _smoothing), .. Ignored is { } index ? new[] { ("ignoreIndex", (double)index) } : []];

    public override bool CanFeedBack => !_probabilities;

    public override int TargetLength(int outputs) => _probabilities ? outputs : 1;

    public override string? Mismatch(int outputs, int mostIds) => outputs < 2
        ? $"SoftmaxCrossEntropy needs one output per class, at least 2, but the last layer has {outputs}; write Dense(2), or BinaryCrossEntropyWithLogits for one output"
        : _probabilities || outputs <= mostIds
        ? null
        : $"SoftmaxCrossEntropy: the last layer has {outputs} classes, but their indices are targets of float, which tells at most {mostIds} apart; make it smaller, or write Network(Precision = Precision.Double)";

    public override Value Lower(GraphBuilder graph, Value output, Value target)
    {
        Value loss = Value.Computed("loss", perExample: false, 1);
        Value gradient = output.Like("dlogits");
        graph.Append(new SoftmaxCrossEntropy(output, target, _probabilities, _smoothing, loss, gradient) { IgnoreIndex = Ignored });
        return loss;
    }
}
