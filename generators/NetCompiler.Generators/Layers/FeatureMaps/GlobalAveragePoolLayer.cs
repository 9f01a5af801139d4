using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>y = the mean of each channel.</summary>
internal sealed class GlobalAveragePoolLayer : Layer
{
    public override Value Lower(LoweringContext context, Value input)
    {
        if (!FeatureMap.Check(context, input, "MeanOverTime", 2, 3))
            return input;
        // The order of the positions does not matter, so they are one line.
        var window = new Window(new WindowAxis(1, 1), new WindowAxis(input.Positions, input.Positions, input.Positions));
        return context.Builder.Pool(PoolKind.Mean, window, input, input.Channels);
    }
}
