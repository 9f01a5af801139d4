using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>The layers of a block on every step by itself.</summary>
internal sealed class TimeDistributedLayer(ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    public override Value Lower(LoweringContext context, Value input)
    {
        if (!SequenceLayer.Check(context, input))
            return input;
        if (Branches[0].FirstOrDefault(inner => inner.Layer.MixesSteps) is { } mixing)
        {
            context.Report(DiagnosticId.Combination,
                $"{context.Describe}: its layers see one step at a time, but {mixing.Declaration.Kind} goes through all steps; move {mixing.Declaration.Kind} out of the block");
            return input;
        }

        return context.LowerBranch(Branches[0], input);
    }
}
