using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>A block that writes a sequence of its own: each of its steps reads what the step before has written, and its recurrent layers begin where those of the encoder end.
/// Sutskever, Vinyals and Le 2014; Cho et al. 2014.</summary>
internal sealed class DecoderLayer(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    private readonly int _time = arguments.Positive("time", 1, "Decoder<Writer>(20)");
    private readonly int _features = arguments.Positive("Features", 1, "Features = 3");

    /// <summary>The id that the first step reads.</summary>
    public int StartToken { get; } = (int)arguments.Number("StartToken", 0, value => value >= 0, "an id, at least 0");

    /// <summary>The id that ends a sequence; -1 for none.</summary>
    public int StopToken { get; } = (int)arguments.Number("StopToken", -1, value => value >= -1, "an id, or -1 for none");

    public override bool MixesSteps => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!context.CheckIsInNetwork())
            return input;
        if (!context.Handover.IsBegun)
        {
            context.Report(DiagnosticId.SequenceToSequence, $"{context.Describe}: the decoder has no encoder in front of it, whose state it begins with; write Encoder<…> there");
            return input;
        }

        if (context.DecoderInput is not null)
        {
            context.Report(DiagnosticId.SequenceToSequence, $"{context.Describe}: the network has a second decoder; write one Decoder<…>");
            return input;
        }

        Value previous = context.BeginDecoder(input, _time, _features);
        Value output = context.LowerBranch(Branches[0], previous);
        if (context.HasProblem)
            return output;
        if (!output.IsSequence)
            context.Report(DiagnosticId.SequenceToSequence, $"{context.Describe}: the decoder gives {Shapes.Describe(output)}, but it has to write a sequence; {context.EndOfSteps!.Remedy("the decoder")}");
        else if (context.Handover.Left is { } left)
            context.Report(DiagnosticId.SequenceToSequence, $"{context.Describe}: {left} of the encoder hands over its state, but the decoder has no recurrent layer for it; give both as many recurrent layers");
        else if (!context.Handover.IsUsed)
            context.Report(DiagnosticId.SequenceToSequence, $"{context.Describe}: nothing of what the encoder has read reaches the decoder; give both the same recurrent layers, or the decoder an Attention");
        return output;
    }
}
