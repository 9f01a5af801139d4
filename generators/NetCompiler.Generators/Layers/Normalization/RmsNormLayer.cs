using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>y = γ·x/√(mean of x² + ε) over all elements of an example; γ has its shape. Zhang and Sennrich 2019.</summary>
internal sealed class RmsNormLayer(LayerArguments arguments) : Layer
{
    /// <summary>The distance from 1 to the next float.</summary>
    private const double MachineEpsilon = 1.1920928955078125e-7;

    private readonly double _epsilon = arguments.Number("Epsilon", MachineEpsilon, value => value > 0, "greater than 0");
    private readonly bool _isAffine = arguments.Flag("Affine", otherwise: true);

    public override IEnumerable<(string Name, double Value)> Options => [("epsilon", _epsilon)];

    public override bool ScalesOutput => _isAffine;

    public override Value Lower(LoweringContext context, Value input)
    {
        Value x = _isAffine ? context.Builder.ToChannelsFirst(input) : input;
        Value inverse = new ExampleStatistics(context.Builder, x, groups: 1).Scale(_epsilon);
        if (!_isAffine)
            return context.Builder.Map("y", Argument(0) * Argument(1), preservesSign: false, x, inverse);
        Value weight = context.Parameter("weight", ParameterRole.Scale, new Initialization(InitializerKind.Constant, 1), x.Dimensions);
        return context.Builder.Map("y", Argument(0) * Argument(1) * Argument(2), preservesSign: false, x, inverse, weight);
    }
}
