namespace NetCompiler;

/// <summary>The root of the mean squared error (output - target)² over all outputs of all examples.</summary>
public sealed class Rmse : Metric
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "RMSE";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(_sum / _count);

    /// <inheritdoc/>
    public override void Start(NetworkDefinition definition) => (_sum, _count) = (0.0, 0);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        for (int i = 0; i < output.Length; i++)
        {
            double error = output[i] - target[i];
            _sum += error * error;
        }

        _count += output.Length;
    }
}
