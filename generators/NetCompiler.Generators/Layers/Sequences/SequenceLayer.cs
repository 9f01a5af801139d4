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
            string remedy = context.EndOfSteps is { } end
                ? $"because {end.Name} makes one vector of all; {end.Remedy("this layer")}{(end.IsRecurrent ? "" : ", or leave one of the two out")}"
                : $"because the network reads none; declare for example {Declaration(context)}";
            context.Report(DiagnosticId.NeedsSequence, $"{context.Describe}: the layer goes through the steps of a sequence, but its input {Shapes.Text(input)} has none, {remedy}");
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

    /// <summary>What declares the input of the network as a sequence: ids and positions are steps, and numbers without an order one step.</summary>
    private static string Declaration(LoweringContext context)
    {
        Value input = context.NetworkInput;
        (int time, int features) = context.Builder.Operations.Any(operation => operation is Gather) ? (input.Length, 1) : (input.Positions, input.Channels);
        return $"[Input(Time = {(time > 1 ? time : 100)}, Features = {features})]";
    }

    /// <summary>Appends the layer to the graph and returns its output.</summary>
    protected abstract Value LowerSequence(LoweringContext context, Value input);
}
