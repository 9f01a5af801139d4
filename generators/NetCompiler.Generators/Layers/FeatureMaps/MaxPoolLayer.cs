using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>y = the greatest element of every window.</summary>
internal sealed class MaxPoolLayer(LayerArguments arguments) : Layer
{
    private readonly WindowArguments _window = new(arguments, "MaxPool(2)");
    private Window? _placed;

    public override IEnumerable<(string Name, double Value)> Options => WindowArguments.Options(_placed);

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!FeatureMap.Check(context, input, "MaxOverTime", 2, 3) || _window.ForPool(context, input) is not { } window)
            return input;
        _placed = window;
        return context.Builder.Pool(PoolKind.Max, window, input, WindowArguments.Dimensions(input, window, input.Channels));
    }
}
