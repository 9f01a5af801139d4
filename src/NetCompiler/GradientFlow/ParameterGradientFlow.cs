namespace NetCompiler;

/// <summary>What was measured of one parameter tensor in one step. A number that was not measured is NaN.</summary>
/// <param name="Parameter">Its name, as in <see cref="ParameterInfo.Name"/>.</param>
public sealed record ParameterGradientFlow(string Parameter)
{
    /// <summary>The root of the mean square of the elements of its gradient, that of the mean loss of the step, before clipping.</summary>
    public double GradientRms { get; init; } = double.NaN;

    /// <summary>The greatest magnitude of them.</summary>
    public double GradientMax { get; init; } = double.NaN;

    /// <summary>The root of the mean square of its own elements, before the step.</summary>
    public double Rms { get; init; } = double.NaN;

    /// <summary>The length of what the step changed, relative to the length of the tensor; about 1e-3 is healthy.</summary>
    public double UpdateRatio { get; init; } = double.NaN;

    /// <summary>How long the gradient is that the last measured steps have in common, relative to what changes from one to the next; much less than 1 in a gradient that is mostly noise.
    /// NaN before the second step.</summary>
    public double SignalToNoise { get; init; } = double.NaN;

    /// <summary>Elements of the gradient that are infinite or NaN.</summary>
    public long NonFinite { get; init; }
}
