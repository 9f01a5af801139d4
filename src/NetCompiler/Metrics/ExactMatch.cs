namespace NetCompiler;

/// <summary>The share of sequences that are right from their first step to their last, from 0 to 1: what counts where an answer is of use as a whole only.</summary>
/// <remarks>For losses whose targets are indices of classes, one for every step; a step is decided as in <see cref="Accuracy"/>. Targets that are ignored are not asked for. An example with
/// one target is a sequence of one step.</remarks>
public sealed class ExactMatch : Metric
{
    private double _ignored;
    private long _right;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "exact match";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The targets of the network are no indices of classes.</exception>
    public override void Start(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!LossKinds.HasClassIndices(definition.Loss))
            throw new ArgumentException($"ExactMatch compares indices of classes, but the loss of {definition.Name} is {definition.Loss?.Kind ?? "none"}; it needs SoftmaxCrossEntropy of indices.", nameof(definition));
        _ignored = LossKinds.Ignored(definition.Loss);
        (_right, _count) = (0, 0);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        int classes = output.Length / target.Length;
        bool isRight = true;
        for (int i = 0; i < target.Length && isRight; i++)
            isRight = target[i] == _ignored || Classes.Greatest(output.Slice(i * classes, classes)) == (int)target[i];
        _right += isRight ? 1 : 0;
        _count++;
    }
}
