using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>y = a·φ(b) for the halves a and b of the features, or of the channels of a map.</summary>
internal sealed class GluLayer(LayerArguments arguments) : Layer
{
    private readonly ActivationOption _activation = new(arguments, "activation", "Sigmoid");

    public override IEnumerable<(string Name, double Value)> Options => [("activation", _activation.Number)];

    public override Value Lower(LoweringContext context, Value input)
    {
        if (input.Channels % 2 != 0)
        {
            context.Report(DiagnosticId.SkipMismatch, $"Glu: the input has {input.Channels} features, which do not make two equal halves; give the layer in front an even number, for example {input.Channels + 1}");
            return input;
        }

        Value[] halves = context.Builder.Split(input, input.Channels / 2, input.Channels / 2);
        return context.Builder.Map("y", Argument(0) * Argument(1), preservesSign: false, halves[0], _activation.Lower(context, halves[1]));
    }
}
