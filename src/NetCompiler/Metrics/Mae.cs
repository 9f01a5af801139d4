namespace NetCompiler;

/// <summary>The mean absolute error |output - target| over all outputs of all examples.</summary>
public sealed class Mae : Metric
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "MAE";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => _sum / _count;

    /// <inheritdoc/>
    public override void Start(NetworkDefinition definition) => (_sum, _count) = (0.0, 0);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        for (int i = 0; i < output.Length; i++)
            _sum += Math.Abs(output[i] - target[i]);
        _count += output.Length;
    }
}
