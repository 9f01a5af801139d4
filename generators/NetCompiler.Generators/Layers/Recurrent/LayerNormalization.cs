using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Recurrent;

/// <summary>Inside a cell: γ·(x - mean)/√(variance + ε) with mean and variance over the elements of each example. Ba, Kiros and Hinton 2016.</summary>
internal sealed class LayerNormalization(LoweringContext context, string name, int length, bool hasBias)
{
    private const double Epsilon = 1e-5;

    private readonly Value _scale = context.Parameter($"scale_{name}", ParameterRole.Scale, new Initialization(InitializerKind.Constant, 1), length);

    private readonly Value? _bias = hasBias ? context.Parameter($"bias_{name}", ParameterRole.Bias, new Initialization(InitializerKind.Zeros, 0), length) : null;

    public Value Lower(Value x)
    {
        GraphBuilder graph = context.Builder;
        Value sum = graph.Reduce("sum", Reduction.Sum, Axis.Features, Argument(0) / length, detached: false, x);
        Value centred = graph.Map("centred", Argument(0) - Argument(1), preservesSign: false, x, sum);
        Value variance = graph.Reduce("variance", Reduction.Sum, Axis.Features, Square(Argument(0)) / length, detached: false, centred);
        Value inverse = graph.Map("inverse", 1.0 / Sqrt(Argument(0) + Epsilon), preservesSign: false, variance);
        Expression normalized = Argument(0) * Argument(1) * Argument(2);
        return _bias is null
            ? graph.Map("normalized", normalized, preservesSign: false, centred, inverse, _scale)
            : graph.Map("normalized", normalized + Argument(3), preservesSign: false, centred, inverse, _scale, _bias);
    }
}
