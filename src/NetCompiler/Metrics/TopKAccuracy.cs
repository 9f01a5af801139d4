using System.Globalization;

namespace NetCompiler;

/// <summary>The share of examples whose class is among the k greatest outputs, from 0 to 1; for class-index and probability
/// targets.</summary>
/// <param name="k">How many outputs count, at least 1.</param>
public sealed class TopKAccuracy(int k = 5) : Metric
{
    private double _ignored;
    private int _classes;
    private long _right;
    private long _count;

    /// <summary>How many outputs count.</summary>
    public int K { get; } = Setting.AtLeast(1, k, nameof(k));

    /// <inheritdoc/>
    public override string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"top-{k} accuracy");

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => (double)_right / _count;

    /// <inheritdoc/>
    public override void Start(NetworkDefinition definition) =>
        (_right, _count, _ignored, _classes) = (0, 0, LossKinds.Ignored(definition.Loss), LossKinds.OutputsOf(definition));

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        if (target.Length == output.Length && target.Length > 1)
        {
            for (int first = 0; first < target.Length; first += _classes)
                Count(output.Slice(first, _classes), Classes.Greatest(target.Slice(first, _classes)));
            return;
        }

        int classes = output.Length / target.Length;
        for (int i = 0; i < target.Length; i++)
        {
            if (target[i] != _ignored)
                Count(output.Slice(i * classes, classes), (int)target[i]);
        }
    }

    private void Count(ReadOnlySpan<double> output, int label)
    {
        _right += Classes.IsAmongGreatest(output, label, K) ? 1 : 0;
        _count++;
    }
}
