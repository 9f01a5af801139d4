using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>Bias and initialisers of a layer that multiplies by a weight.</summary>
internal sealed class WeightArguments
{
    private readonly bool _hasBias;
    private readonly bool _writesBias;
    private readonly Initialization? _weight;

    public WeightArguments(LayerArguments arguments)
    {
        _hasBias = arguments.Flag("Bias", otherwise: true);
        _writesBias = arguments.Has("Bias") || arguments.Has("BiasInit");
        _weight = InitializationRules.Read(arguments, "Init", isVector: false);
        Bias = InitializationRules.Read(arguments, "BiasInit", isVector: true) ?? new Initialization(InitializerKind.Zeros, 0);
        if (!_hasBias && arguments.Has("BiasInit"))
            arguments.Report(DiagnosticId.Combination, "BiasInit", $"{arguments.Kind}: BiasInit has no effect with Bias = false; remove one of the two");
    }

    /// <summary>The initialiser of the bias.</summary>
    public Initialization Bias { get; }

    /// <summary>The initialiser of the weight. Glorot suits a linear layer; the activation that follows knows better.</summary>
    public Initialization Weight(LoweringContext context) => _weight ?? context.FollowingChoice ?? new Initialization(InitializerKind.GlorotUniform);

    /// <summary>Whether there is a bias: not by default where the next layer subtracts the mean.</summary>
    public bool AddsBias(LoweringContext context) => _hasBias && (_writesBias || context.Next is not { IgnoresBias: true });
}
