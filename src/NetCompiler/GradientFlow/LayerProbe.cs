namespace NetCompiler;

/// <summary>What a probe has taken down of one layer in one step.</summary>
internal sealed class LayerProbe<T>(LayerDefinition layer) where T : unmanaged
{
    private Magnitudes _errors;
    private Magnitudes _weights;
    private double[] _stateErrors = [];

    public LayerDefinition Layer => layer;

    /// <summary>Sums over the outputs.</summary>
    public ActivationSums<T> Outputs { get; } = new(FlatPart.Of(layer));

    /// <summary>The gradient of each example's loss with respect to the outputs.</summary>
    public Magnitudes Errors => _errors;

    /// <summary>The sum over the examples of the squared length of that gradient.</summary>
    public double ErrorEnergy => _errors.Count == 0 ? double.NaN : _errors.NonFinite > 0 ? double.PositiveInfinity : _errors.SumOfSquares;

    /// <summary>The weights as the layer multiplies with them.</summary>
    public Magnitudes Weights => _weights;

    /// <summary>The sum over the examples of the squared length of the weights' gradient.</summary>
    public double WeightGradientEnergy { get; set; }

    /// <summary>The sums over the examples of the squared length of the gradient with respect to the state, step by step.</summary>
    public ReadOnlySpan<double> StateErrors => _stateErrors;

    public void Clear()
    {
        Outputs.Clear();
        (_errors, _weights, WeightGradientEnergy) = (default, default, 0);
        Array.Clear(_stateErrors);
    }

    public void AddErrors(ReadOnlySpan<T> errors, double scale) => _errors.Add(errors, scale);

    public void AddWeight(ReadOnlySpan<T> weights) => _weights.Add(weights);

    public void AddStateErrors(int step, int steps, ReadOnlySpan<T> errors, double scale)
    {
        if (_stateErrors.Length != steps)
            _stateErrors = new double[steps];
        Magnitudes sum = default;
        sum.Add(errors, scale);
        _stateErrors[step] += sum.SumOfSquares;
    }
}
