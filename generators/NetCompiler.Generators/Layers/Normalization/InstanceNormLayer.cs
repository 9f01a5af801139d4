using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>Mean and variance over the positions of each channel of an example. Ulyanov et al. 2016.</summary>
internal sealed class InstanceNormLayer(LayerArguments arguments) : ExampleNorm(arguments, isAffine: false)
{
    public override bool IgnoresBias => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        if (input.Positions == 1)
        {
            context.Report(
                DiagnosticId.ShapeMismatch,
                $"{context.Describe}: the input {Shapes.Text(input)} has one position per channel, whose normalized value is always 0; declare a feature map, for example Input(3, 32, 32), or write LayerNorm");
            return input;
        }

        Value x = context.Builder.ToChannelsLast(input);
        return Normalize(context, x, x.Channels, x.Channels);
    }
}
