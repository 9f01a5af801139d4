using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>y = every element, factor times in each direction: what spreading over windows of that size does. Or what lies between the elements, interpolated.</summary>
internal sealed class UpsampleLayer(LayerArguments arguments) : Layer
{
    private readonly int _factor = arguments.Positive("factor", 1, "Upsample(2)");
    private readonly UpsampleMode _mode = arguments.Choice<UpsampleMode>("Mode");

    private enum UpsampleMode
    {
        Nearest,
        Bilinear,
    }

    public override IEnumerable<(string Name, double Value)> Options => _mode == UpsampleMode.Nearest ? [("factor", _factor)] : [("factor", _factor), ("mode", (double)_mode)];

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!FeatureMap.Check(context, input, overSteps: null, 2, 3))
            return input;
        int[] shape = input.Dimensions;
        int vertically = shape.Length == 2 ? 1 : _factor;
        if ((double)shape.Max() * _factor > int.MaxValue)
        {
            context.Report(DiagnosticId.TooLarge, $"{context.Describe}: {_factor} times the input {Shapes.Text(input)} is more than the {int.MaxValue} elements that fit; write a smaller factor", "factor");
            return input;
        }

        int[] dimensions = [shape[0], .. shape.Skip(1).Select(size => size * _factor)];
        Value result = Value.FeatureMap("upsampled", dimensions), map = context.Builder.ToChannelsLast(input);
        context.Builder.Append(_mode == UpsampleMode.Bilinear
            ? new Interpolate(vertically, _factor, map, result)
            : new Unpool(PoolKind.Sum, new Window(Axis(shape.Length == 2 ? 1 : dimensions[1], vertically), Axis(dimensions[dimensions.Length - 1], _factor)), map, PoolOperand: null, PoolResult: null, result));
        return result;
    }

    private static WindowAxis Axis(int size, int factor) => new(size, factor, factor);
}
