using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>The same elements as one vector, in the order that users see.</summary>
internal sealed class FlattenLayer : Layer
{
    public override Value Lower(LoweringContext context, Value input) => context.Builder.ToChannelsFirst(input).Reshaped(input.Length);
}
