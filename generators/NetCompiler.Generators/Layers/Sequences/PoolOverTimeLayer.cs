using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>The mean or the maximum of each feature over the steps of a sequence.</summary>
internal sealed class PoolOverTimeLayer(Pooling kind) : SequenceLayer
{
    protected override bool SeesLaterSteps => true;

    protected override Value LowerSequence(LoweringContext context, Value input) => context.Builder.Pool(kind, context.Builder.ToChannelsFirst(input));
}
