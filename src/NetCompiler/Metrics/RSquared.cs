namespace NetCompiler;

/// <summary>The coefficient of determination R² = 1 - Σ(output - target)² / Σ(target - mean target)², per output, averaged over the
/// outputs. The outputs of a sequence are those of a step, over all steps.</summary>
/// <remarks>1 is perfect, 0 as good as predicting the mean. An output whose targets are all equal counts 1 when it is predicted exactly
/// and 0 otherwise.</remarks>
public sealed class RSquared : Metric
{
    // Per output: the residual sum of squares, the running mean of the targets, and their sum of squared deviations (Welford 1962).
    private double[] _residual = [];
    private double[] _mean = [];
    private double[] _deviation = [];

    // Examples, or steps of all of them.
    private long _count;

    /// <inheritdoc/>
    public override string Name => "R²";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (_count == 0)
                return double.NaN;
            double sum = 0.0;
            for (int i = 0; i < _residual.Length; i++)
                sum += _deviation[i] > 0.0 ? 1.0 - (_residual[i] / _deviation[i]) : _residual[i] == 0.0 ? 1.0 : 0.0;
            return sum / _residual.Length;
        }
    }

    /// <inheritdoc/>
    public override void Start(NetworkDefinition definition)
    {
        int outputs = LossKinds.OutputsOf(definition);
        if (_residual.Length != outputs)
            (_residual, _mean, _deviation) = (new double[outputs], new double[outputs], new double[outputs]);

        Array.Clear(_residual);
        Array.Clear(_mean);
        Array.Clear(_deviation);
        _count = 0;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        int outputs = _residual.Length;
        for (int first = 0; first < output.Length; first += outputs)
        {
            _count++;
            for (int i = 0; i < outputs; i++)
            {
                double error = output[first + i] - target[first + i], fromOldMean = target[first + i] - _mean[i];
                _mean[i] += fromOldMean / _count;
                _deviation[i] += fromOldMean * (target[first + i] - _mean[i]);
                _residual[i] += error * error;
            }
        }
    }
}
