using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>The same elements, in the order that users see, under other dimensions.</summary>
internal sealed class ReshapeLayer(LayerArguments arguments) : Layer
{
    private readonly int[] _shape = arguments.PositiveList("shape", "Reshape(1, 28, 28)");

    public override Value Lower(LoweringContext context, Value input)
    {
        double length = _shape.Aggregate(1.0, static (product, size) => product * size);
        if (length == input.Length)
            return context.Builder.ToChannelsFirst(input).Reshaped(_shape);
        context.Report(DiagnosticId.ShapeMismatch, FormattableString.Invariant(
            $"{context.Describe}: {(input.IsSequence ? "every step of " : "")}the input {Shapes.Text(input)} has {input.Length} elements, but [{string.Join(", ", _shape)}] has {length:0}; write dimensions whose product is {input.Length}"));
        return input;
    }
}
