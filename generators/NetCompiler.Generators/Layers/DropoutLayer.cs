using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers;

/// <summary>In training y = x·mask, in inference y = x. The mask is drawn where it is read, so the backward pass draws it again.</summary>
internal sealed class DropoutLayer(LayerArguments arguments) : Layer
{
    private readonly double _probability = arguments.Number("probability", 0.5, value => value is >= 0 and < 1, "at least 0 and less than 1");

    public override IEnumerable<(string Name, double Value)> Options => [("probability", _probability)];

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!context.IsTraining || _probability == 0)
            return input;
        // Elements are counted channels last, whatever the layout was.
        Value x = context.Builder.ToChannelsLast(input);
        Value mask = Value.MaskOf(x, new Draw(_probability, RandomStream.Of(context.Path)));
        return context.Builder.Map("dropped", Argument(0) * Argument(1), preservesSign: false, x, mask);
    }
}
