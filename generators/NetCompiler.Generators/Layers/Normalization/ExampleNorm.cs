using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>A normalization within each example, the same in training and in inference: y = γ·(x - mean)/√(variance + ε) + β.</summary>
/// <param name="arguments">The layer's arguments.</param>
/// <param name="isAffine">Whether γ and β are learned when nothing is written.</param>
internal abstract class ExampleNorm(LayerArguments arguments, bool isAffine = true) : Layer
{
    private readonly double _epsilon = arguments.Number("Epsilon", 1e-5, value => value > 0, "greater than 0");
    private readonly bool _isAffine = arguments.Flag("Affine", isAffine);

    public override IEnumerable<(string Name, double Value)> Options => [("epsilon", _epsilon)];

    public sealed override bool ScalesOutput => _isAffine;

    protected bool IsAffine => _isAffine;

    /// <summary>Appends the layer.</summary>
    /// <param name="context">The context.</param>
    /// <param name="x">The input, in the layout in which γ and β are broadcast.</param>
    /// <param name="groups">How many groups of channels have a mean and a variance of their own.</param>
    /// <param name="shape">The shape of γ and β.</param>
    protected Value Normalize(LoweringContext context, Value x, int groups, params int[] shape)
    {
        (Value mean, Value inverse) = new ExampleStatistics(context.Builder, x, groups).Standardize(_epsilon);
        Expression normalized = (Argument(0) - Argument(1)) * Argument(2);
        if (!_isAffine)
            return context.Builder.Map("y", normalized, preservesSign: false, x, mean, inverse);
        Value weight = context.Parameter("weight", ParameterRole.Scale, new Initialization(InitializerKind.Constant, 1), shape);
        Value bias = context.Parameter("bias", ParameterRole.Bias, new Initialization(InitializerKind.Zeros, 0), shape);
        return context.Builder.Map("y", (normalized * Argument(3)) + Argument(4), preservesSign: false, x, mean, inverse, weight, bias);
    }
}
