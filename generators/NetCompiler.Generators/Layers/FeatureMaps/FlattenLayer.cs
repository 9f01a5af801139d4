using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>The same elements as one vector, in the order that users see.</summary>
internal sealed class FlattenLayer : Layer
{
    public override Value Lower(LoweringContext context, Value input)
    {
        if (!input.IsSequence || input.Dimensions.Length > 1)
            return context.Builder.ToChannelsFirst(input).Reshaped(input.Length);
        context.Report(DiagnosticId.ShapeMismatch,
            $"{context.Describe}: every step of the input {Shapes.Text(input)} is one vector already, and steps stay apart; leave Flatten out, or let LastStep, MeanOverTime or a recurrent layer make one step of all");
        return input;
    }
}
