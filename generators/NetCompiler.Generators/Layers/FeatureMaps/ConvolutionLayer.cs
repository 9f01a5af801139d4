using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>y = x∗W + b over maps (Conv2D) or along a line (Conv1D).</summary>
internal sealed class ConvolutionLayer : Layer
{
    private readonly WindowArguments _window;
    private readonly WeightArguments _weights;
    private readonly int _channels;
    private readonly int _groups;
    private readonly bool _isLine;
    private Window? _placed;

    public ConvolutionLayer(LayerArguments arguments)
    {
        _isLine = arguments.Kind == "Conv1D";
        _channels = arguments.Positive("channels", 1, $"{arguments.Kind}(16, 3)");
        _window = new WindowArguments(arguments, $"{arguments.Kind}(16, 3)");
        _groups = arguments.Positive("Groups", 1, "Groups = 2");
        _weights = new WeightArguments(arguments);
    }

    public override IEnumerable<(string Name, double Value)> Options => WindowArguments.Options(_placed).Append(("groups", _groups)).Concat(_weights.Options);

    public override bool HasWeight => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!FeatureMap.Check(context, input, "CausalConv1D", _isLine ? 2 : 3) || !CheckGroups(context, input) || _window.ForConvolution(context, input) is not { } window)
            return input;
        _placed = window;
        int[] kernel = _isLine ? [window.Width.Kernel] : [window.Height.Kernel, window.Width.Kernel];
        int[] dimensions = WindowArguments.Dimensions(input, window, _channels);
        Value weight = _weights.Weight(context, [.. kernel, input.Channels / _groups, _channels]);
        Value product = Product(context.Builder, window, context.Builder.ToChannelsLast(input), weight, dimensions);
        if (!_weights.AddsBias(context))
            return product;
        Value bias = context.Parameter("bias", ParameterRole.Bias, _weights.Bias, _channels);
        return context.Builder.Map("z", Argument(0) + Argument(1), preservesSign: false, product, bias);
    }

    /// <summary>A kernel as large as its input sees it whole, so that it is a plain product.</summary>
    private Value Product(GraphBuilder graph, Window window, Value x, Value weight, int[] dimensions) =>
        window is { Positions: 1, IsPadded: false } && _groups == 1 && window.Taps * x.Channels == x.Length
            ? graph.Product(x, weight.Reshaped(x.Length, _channels)).Reshaped(dimensions)
            : graph.Convolution(window, _groups, x, weight, dimensions);

    private bool CheckGroups(LoweringContext context, Value input)
    {
        if (input.Channels % _groups == 0 && _channels % _groups == 0)
            return true;
        (string which, int channels) = input.Channels % _groups != 0 ? ("input", input.Channels) : ("output", _channels);
        context.Report(DiagnosticId.ShapeMismatch,
            $"{context.Describe}: Groups is {_groups}, which does not divide the {channels} {which} channels; write a divisor of {input.Channels} and {_channels}", "Groups");
        return false;
    }
}
