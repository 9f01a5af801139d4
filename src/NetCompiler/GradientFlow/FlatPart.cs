namespace NetCompiler;

/// <summary>Where the graph of an activation is flat, told from its output: there hardly any gradient gets through.</summary>
/// <param name="Low">Outputs up to this.</param>
/// <param name="High">Outputs from this on.</param>
internal readonly record struct FlatPart(double Low, double High)
{
    /// <summary>An activation counts as flat where its slope is less than this share of its greatest.</summary>
    private const double Slope = 0.05;

    /// <summary>Whether there is one.</summary>
    public bool Exists => double.IsFinite(Low) || double.IsFinite(High);

    /// <summary>Whether the flat part is exactly 0 for everything negative, so that a unit can be dead.</summary>
    public bool IsRectifier { get; private init; }

    /// <summary>The flat part of a layer's activation.</summary>
    public static FlatPart Of(LayerDefinition layer) => layer.Kind switch
    {
        "Relu" => new(0, double.PositiveInfinity) { IsRectifier = true },
        "Relu6" => new(0, 6) { IsRectifier = true },
        // σ' = σ(1 - σ), at most 1/4.
        "Sigmoid" => new((1 - Math.Sqrt(1 - Slope)) / 2, (1 + Math.Sqrt(1 - Slope)) / 2),
        "Tanh" => new(-Math.Sqrt(1 - Slope), Math.Sqrt(1 - Slope)),
        "Softsign" => new(Math.Sqrt(Slope) - 1, 1 - Math.Sqrt(Slope)),
        "HardSigmoid" => new(0, 1),
        "HardTanh" => new(layer.Options.GetValueOrDefault("min", -1), layer.Options.GetValueOrDefault("max", 1)),
        _ => new(double.NegativeInfinity, double.PositiveInfinity),
    };
}
