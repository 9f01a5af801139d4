using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>A layer that needs a sequence.</summary>
internal abstract class SequenceLayer : Layer
{
    public sealed override bool MixesSteps => true;

    /// <summary>Whether a step of the result depends on later steps.</summary>
    protected virtual bool SeesLaterSteps => false;

    public sealed override Value Lower(LoweringContext context, Value input) =>
        Check(context, input) && (!SeesLaterSteps || CheckOrder(context, input)) ? LowerSequence(context, input) : input;

    /// <summary>Reports an input that is no sequence.</summary>
    public static bool Check(LoweringContext context, Value input)
    {
        if (!input.IsSequence)
        {
            string remedy = context.ReadsSequence
                ? "let the recurrent layer in front of it give Returns.Sequence, and move what makes one step of all, such as LastStep, behind it"
                : $"declare [Input(Time = 100, Features = {input.Channels})]";
            context.Report(DiagnosticId.NeedsSequence, $"{context.Describe}: the layer goes through the steps of a sequence, but its input {Shapes.Text(input)} has none; {remedy}");
        }

        return input.IsSequence;
    }

    /// <summary>Reports a layer that sees later steps where those are yet to be written.</summary>
    public static bool CheckOrder(LoweringContext context, Value input)
    {
        if (input.OfDecoder)
        {
            context.Report(DiagnosticId.SequenceToSequence,
                $"{context.Describe}: the layer sees all steps, but a decoder writes them one after another; use a layer that looks back only, such as Gru with Returns.Sequence, CausalConv1D or SelfAttention with Causal = true");
        }

        return !input.OfDecoder;
    }

    /// <summary>Appends the layer to the graph and returns its output.</summary>
    protected abstract Value LowerSequence(LoweringContext context, Value input);
}
