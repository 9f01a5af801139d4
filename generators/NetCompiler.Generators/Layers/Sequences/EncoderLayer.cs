using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>A block that reads the source: the recurrent layers of the decoder behind it begin where its own end. Sutskever, Vinyals and Le 2014; Cho et al. 2014.</summary>
internal sealed class EncoderLayer(ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    public override bool MixesSteps => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!context.CheckIsInNetwork() || !SequenceLayer.Check(context, input))
            return input;
        if (!context.HasDecoder)
        {
            context.Report(DiagnosticId.SequenceToSequence, $"{context.Describe}: nothing writes what the encoder has read; add Decoder<…> behind it, or insert the block with Use<…>");
            return input;
        }

        if (context.Handover.IsBegun || input.OfDecoder)
        {
            context.Report(DiagnosticId.SequenceToSequence,
                $"{context.Describe}: {(input.OfDecoder ? "the encoder stands behind the decoder" : "the network has a second encoder")}; write one Encoder<…>, in front of the Decoder<…>");
            return input;
        }

        context.Handover.Begin();
        Value output = context.LowerBranch(Branches[0], input);
        context.Handover.End();
        return output;
    }
}
