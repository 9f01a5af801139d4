using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>A block that reads the sequence from the first step to the last, and another one of the same layers from the last to the first. Schuster and Paliwal 1997.</summary>
internal sealed class BidirectionalLayer(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    private readonly Merge _merge = arguments.Choice<Merge>("merge");

    public override IEnumerable<(string Name, double Value)> Options => [("merge", (double)_merge)];

    public override bool MixesSteps => true;

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!SequenceLayer.Check(context, input) || !SequenceLayer.CheckOrder(context, input))
            return input;
        int firstForward = context.Handover.Count;
        GraphBuilder graph = context.Builder;
        input = graph.ToChannelsFirst(input);
        Value forward = context.LowerBranch(Branches[0], input);
        if (context.HasProblem)
            return forward;
        int firstBackward = context.Handover.Count;
        Value backward = context.LowerReversed(Branches[1], graph.Reverse(input));
        if (backward.IsSequence)
            backward = graph.Reverse(backward);
        context.Handover.Merge(firstForward, firstBackward, _merge);
        return _merge.Apply(context, forward, backward);
    }
}
