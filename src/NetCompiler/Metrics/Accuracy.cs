namespace NetCompiler;

/// <summary>The share of right decisions, from 0 to 1.</summary>
/// <remarks>With binary cross-entropy every output is a decision: its logit is greater than 0 where the target is greater than ½.
/// Otherwise an example is a decision for the class of the greatest output; the target is the index of the class, or one probability per
/// class, of which the greatest counts. A target of n indices splits the output into n equal rows of classes, one decision each.
/// Of equal outputs the first counts; a decision over NaN is wrong.</remarks>
public sealed class Accuracy : Metric
{
    private bool _binary;
    private double _ignored;
    private int _classes;
    private long _right;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    public override void Start(NetworkDefinition definition)
    {
        _binary = definition.Loss?.Kind == LossKinds.BinaryCrossEntropyWithLogits;
        _ignored = LossKinds.Ignored(definition.Loss);
        _classes = LossKinds.OutputsOf(definition);
        (_right, _count) = (0, 0);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        if (_binary)
        {
            for (int i = 0; i < output.Length; i++)
                Count(target[i] > 0.5 ? output[i] > 0.0 : output[i] <= 0.0);
        }
        else if (target.Length == output.Length && target.Length > 1)
        {
            for (int first = 0; first < target.Length; first += _classes)
                Count(Classes.Greatest(output.Slice(first, _classes)) == Classes.Greatest(target.Slice(first, _classes)));
        }
        else
        {
            int classes = output.Length / target.Length;
            for (int i = 0; i < target.Length; i++)
            {
                if (target[i] != _ignored)
                    Count(Classes.Greatest(output.Slice(i * classes, classes)) == (int)target[i]);
            }
        }
    }

    private void Count(bool right)
    {
        _right += right ? 1 : 0;
        _count++;
    }
}
