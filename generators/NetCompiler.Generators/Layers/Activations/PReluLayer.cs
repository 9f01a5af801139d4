using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x for x &gt; 0 and slope·x otherwise, with a learned slope for the layer or for each feature; the features of a map are its channels.</summary>
internal sealed class PReluLayer(LayerArguments arguments) : Layer
{
    private readonly double _initialSlope = arguments.Number("initialSlope", 0.25, _ => true, "a finite number");
    private readonly bool _perFeature = arguments.Flag("PerFeature");

    public override Initialization? PrecedingWeight => new(InitializerKind.HeNormal, 1 / Math.Sqrt(1 + (_initialSlope * _initialSlope)));

    public override Value Lower(LoweringContext context, Value input)
    {
        input = _perFeature ? context.Builder.ToChannelsLast(input) : input;
        var init = new Initialization(InitializerKind.Constant, _initialSlope);
        Value slope = context.Parameter("slope", ParameterRole.Slope, init, _perFeature ? input.Channels : 1);
        return context.Builder.Map("y", Where(Argument(0), 0.0, Argument(0), Argument(0) * Argument(1)), preservesSign: false, input, slope);
    }
}
