namespace NetCompiler;

/// <summary>What a probe has taken down of one layer in one step.</summary>
internal sealed class LayerProbe<T>(LayerDefinition layer) where T : unmanaged
{
    private Magnitudes _errors;
    private Magnitudes _weights;
    private int _units;

    public string Path => layer.Path;

    /// <summary>Sums over the outputs.</summary>
    public ActivationSums<T> Outputs { get; } = new(FlatPart.Of(layer));

    /// <summary>Sums over the gates.</summary>
    public GateMeans Gates { get; } = new();

    /// <summary>Sums over the gradient with respect to the state.</summary>
    public StateErrors StateErrors { get; } = new();

    /// <summary>The sum of squared lengths of the gradient of matrices, over the examples that are taken down.</summary>
    public double MatrixEnergy { get; set; }

    /// <summary>The sum of squared lengths of the gradient of other weights, over the examples whose gradient is computed by itself.</summary>
    public double WeightEnergy { get; set; }

    public void Clear()
    {
        Outputs.Clear();
        Gates.Clear();
        (_errors, _weights, MatrixEnergy, WeightEnergy) = (default, default, 0, 0);
        StateErrors.Clear();
    }

    public void AddOutputs(ReadOnlySpan<T> outputs, int units, int parts)
    {
        _units = units;
        Outputs.Add(outputs, parts);
    }

    public void AddErrors(ReadOnlySpan<T> errors, double scale) => _errors.Add(errors, scale);

    public void AddWeight(ReadOnlySpan<T> weights) => _weights.Add(weights);

    /// <summary>Whether there is more to say than the <see cref="Norm"/>.</summary>
    public bool HasDetail => !StateErrors.IsEmpty || _errors.NonFinite > 0 || !Outputs.IsEmpty;

    /// <summary>The error signal.</summary>
    /// <param name="examples">The examples that were taken down.</param>
    public LayerNorm Norm(int examples) => _errors.Count == 0
        ? new(double.NaN, double.NaN)
        : new(_errors.NonFinite > 0 ? double.PositiveInfinity : _errors.SumOfSquares / examples, _errors.Max);

    /// <summary>All else.</summary>
    /// <param name="examples">The examples that were taken down.</param>
    /// <param name="single">Those whose weight gradient was computed by itself.</param>
    public LayerDetail Detail(int examples, int single) => new(
        _errors.NonFinite,
        _weights.Count > 0 ? ((MatrixEnergy / examples) + (WeightEnergy / single)) / _weights.SumOfSquares : double.NaN,
        StateErrors.Energies,
        Gates.Means,
        Outputs.Summary(_units));
}
