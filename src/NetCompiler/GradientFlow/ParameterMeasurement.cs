namespace NetCompiler;

/// <summary>The gradient of one parameter tensor in one step.</summary>
/// <param name="Rms">The root of the mean square of its elements.</param>
/// <param name="Max">The greatest magnitude of them.</param>
internal readonly record struct ParameterNorm(double Rms, double Max);

/// <summary>What else was measured of one parameter tensor in one step.</summary>
/// <param name="NonFinite">Infinite and NaN elements of its gradient.</param>
/// <param name="SignalToNoise">The signal-to-noise ratio of the gradient.</param>
/// <param name="UpdateRatio">What the step changed, relative to the tensor.</param>
internal readonly record struct ParameterDetail(long NonFinite, double SignalToNoise, double UpdateRatio)
{
    /// <summary>Of a parameter of which only norms were measured.</summary>
    public static ParameterDetail None { get; } = new(0, double.NaN, double.NaN);

    /// <summary>All of it for people.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="norm">Its gradient.</param>
    /// <param name="rms">The root of the mean square of its own elements.</param>
    public ParameterGradientFlow Describe(string name, ParameterNorm norm, double rms) => new(name)
    {
        GradientRms = norm.Rms,
        GradientMax = norm.Max,
        Rms = rms,
        UpdateRatio = UpdateRatio,
        SignalToNoise = SignalToNoise,
        NonFinite = NonFinite,
    };
}
