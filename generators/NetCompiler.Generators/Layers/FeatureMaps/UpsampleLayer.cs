using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>y = every element, factor times in each direction: what spreading over windows of that size does.</summary>
internal sealed class UpsampleLayer(LayerArguments arguments) : Layer
{
    private readonly int _factor = arguments.Positive("factor", 1, "Upsample(2)");

    public override IEnumerable<(string Name, double Value)> Options => [("factor", _factor)];

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!FeatureMap.Check(context, input, 2, 3))
            return input;
        int[] shape = input.Dimensions;
        bool isLine = shape.Length == 2;
        if ((double)shape.Max() * _factor > int.MaxValue)
        {
            context.Report(DiagnosticId.TooLarge, $"{context.Describe}: {_factor} times the input {Shapes.Text(input)} is more than the {int.MaxValue} elements that fit; write a smaller factor", "factor");
            return input;
        }

        int[] dimensions = [shape[0], .. shape.Skip(1).Select(size => size * _factor)];
        WindowAxis width = Axis(dimensions[dimensions.Length - 1]);
        Value result = Value.FeatureMap("upsampled", dimensions);
        context.Builder.Append(new Unpool(
            PoolKind.Sum, new Window(isLine ? new WindowAxis(1, 1) : Axis(dimensions[1]), width), context.Builder.ToChannelsLast(input), PoolOperand: null, PoolResult: null, result));
        return result;
    }

    private WindowAxis Axis(int size) => new(size, _factor, _factor);
}
