using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers;

/// <summary>y = x·W + b.</summary>
internal sealed class DenseLayer : Layer
{
    private readonly int _units;
    private readonly bool _hasBias;
    private readonly bool _writesBias;
    private readonly Initialization? _weight;
    private readonly Initialization? _bias;

    public DenseLayer(LayerArguments arguments)
    {
        _units = arguments.Positive("units");
        _hasBias = arguments.Flag("Bias", otherwise: true);
        _writesBias = arguments.Has("Bias") || arguments.Has("BiasInit");
        _weight = InitializationRules.Read(arguments, "Init", isVector: false);
        _bias = InitializationRules.Read(arguments, "BiasInit", isVector: true);
        if (!_hasBias && arguments.Has("BiasInit"))
            arguments.Report(DiagnosticId.Combination, "BiasInit", "Dense: BiasInit has no effect with Bias = false; remove one of the two");
    }

    public override bool HasWeight => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        input = context.Builder.ToChannelsFirst(input);
        // Glorot suits a linear layer; the activation that follows knows better.
        Initialization init = _weight ?? context.FollowingChoice ?? new Initialization(InitializerKind.GlorotUniform);
        Value weight = context.Parameter("weight", ParameterRole.Weight, init, input.Length, _units);
        Value product = context.Builder.Product(input, weight);
        if (!_hasBias || (context.Next is { IgnoresBias: true } && !_writesBias))
            return product;
        Value bias = context.Parameter("bias", ParameterRole.Bias, _bias ?? new Initialization(InitializerKind.Zeros, 0), _units);
        return context.Builder.Map("z", Argument(0) + Argument(1), preservesSign: false, product, bias);
    }
}
