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
        IsNormalized = arguments.Flag("WeightNorm");
        Bias = InitializationRules.Read(arguments, "BiasInit", isVector: true) ?? new Initialization(InitializerKind.Zeros, 0);
        if (!_hasBias && arguments.Has("BiasInit"))
            arguments.Report(DiagnosticId.Combination, "BiasInit", $"{arguments.Kind}: BiasInit has no effect with Bias = false; remove one of the two");
        if (IsNormalized && _weight is { Kind: InitializerKind.Zeros } or { Kind: InitializerKind.Constant, Scale: 0 })
            arguments.Report(DiagnosticId.Combination, "Init", $"{arguments.Kind}: {WithoutDirection("the weight")}");
    }

    /// <summary>The initialiser of the bias.</summary>
    public Initialization Bias { get; }

    /// <summary>Whether length and direction of the columns of the weight are learned apart. Salimans and Kingma 2016.</summary>
    public bool IsNormalized { get; }

    /// <summary>The layer's settings for the definition table.</summary>
    public IEnumerable<(string Name, double Value)> Options => IsNormalized ? [("weightNorm", 1.0)] : [];

    /// <summary>Makes the weight; its last dimension are the outputs.</summary>
    public Value Weight(LoweringContext context, params int[] shape)
    {
        // Glorot suits a linear layer; the activation that follows knows better.
        Initialization initialization = _weight ?? context.FollowingChoice ?? new Initialization(InitializerKind.GlorotUniform);
        if (!IsNormalized)
            return context.Parameter("weight", ParameterRole.Weight, initialization, shape);
        int columns = shape[shape.Length - 1], rows = shape.Aggregate(1, (product, size) => product * size) / columns;
        if (initialization.Kind == InitializerKind.Identity && columns > rows)
            context.Report(DiagnosticId.Combination, $"{context.Describe}: Init = Identity starts {columns - rows} of {columns} columns of {rows} elements with zeros, and {WithoutDirection("such a column")}", "Init");
        Value direction = context.Parameter("weight_v", ParameterRole.Weight, initialization, shape);
        Value length = context.Parameter("weight_g", ParameterRole.Length, new Initialization(InitializerKind.Constant, 1), shape[shape.Length - 1]);
        return context.Builder.OfLengths(direction, length);
    }

    // A column is divided by its length, so one of zeros would be 0/0.
    private static string WithoutDirection(string what) =>
        $"WeightNorm needs a direction to start with, but {what} of zeros has none; write for example Init = Initializer.Normal, or leave WeightNorm out";

    /// <summary>Whether there is a bias: not by default where the next layer subtracts the mean.</summary>
    public bool AddsBias(LoweringContext context) => _hasBias && (_writesBias || context.Next is not { IgnoresBias: true });
}
