using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>y = the mean of every window.</summary>
internal sealed class AveragePoolLayer(LayerArguments arguments) : Layer
{
    private readonly WindowArguments _window = new(arguments, "AveragePool(2)");
    private readonly bool _countsPadding = arguments.Flag("CountIncludePad", otherwise: true);
    private Window? _placed;

    public override IEnumerable<(string Name, double Value)> Options => WindowArguments.Options(_placed).Append(("countIncludePad", _countsPadding ? 1 : 0));

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!FeatureMap.Check(context, input, "MeanOverTime", 2, 3) || _window.ForPool(context, input) is not { } window)
            return input;
        _placed = window;
        PoolKind kind = _countsPadding || !window.IsPadded ? PoolKind.Mean : PoolKind.MeanInside;
        return context.Builder.Pool(kind, window, input, WindowArguments.Dimensions(input, window, input.Channels));
    }
}
