using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers;

/// <summary>y = x·W + b.</summary>
internal sealed class DenseLayer(LayerArguments arguments) : Layer
{
    private readonly int _units = arguments.Positive("units");
    private readonly WeightArguments _weights = new(arguments);

    public override IEnumerable<(string Name, double Value)> Options => _weights.Options;

    public override bool HasWeight => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        input = context.Builder.ToChannelsFirst(input);
        Value weight = _weights.Weight(context, input.Length, _units);
        Value product = context.Builder.Product(input, weight);
        if (!_weights.AddsBias(context))
            return product;
        Value bias = context.Parameter("bias", ParameterRole.Bias, _weights.Bias, _units);
        return context.Builder.Map("z", Argument(0) + Argument(1), preservesSign: false, product, bias);
    }
}
