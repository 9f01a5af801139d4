using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>Mean and variance over all elements of an example; γ and β have its shape. Ba et al. 2016.</summary>
internal sealed class LayerNormLayer(LayerArguments arguments) : ExampleNorm(arguments)
{
    public override Value Lower(LoweringContext context, Value input)
    {
        // γ and β lie as declared. Without them the layout does not matter.
        Value x = IsAffine ? context.Builder.ToChannelsFirst(input) : input;
        return Normalize(context, x, groups: 1, x.Dimensions);
    }
}
