using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>Blocks that see the same input, and whose outputs are added, multiplied or put side by side.</summary>
internal sealed class ParallelLayer(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    private readonly Merge _merge = arguments.Choice<Merge>("merge");

    public override IEnumerable<(string Name, double Value)> Options => [("merge", (double)_merge)];

    public override Value Lower(LoweringContext context, Value input)
    {
        var outputs = new List<Value>();
        var ends = new List<EndOfSteps?>();
        foreach (ImmutableArray<ExpandedLayer> branch in Branches)
        {
            outputs.Add(context.LowerBranch(branch, input));
            ends.Add(context.EndOfSteps);
            if (context.HasProblem)
                return outputs[0];
        }

        int free = _merge == Merge.Concat ? 1 : 0;
        int other = outputs.FindIndex(output => !Fits(outputs[0], output, free));
        if (other < 0)
            return _merge.Apply(context, [.. outputs]);
        bool isFirstSequence = outputs[0].IsSequence;
        EndOfSteps? end = isFirstSequence == outputs[other].IsSequence ? null : ends[isFirstSequence ? other : 0];
        string needs = free == 0 ? "outputs of one shape" : $"outputs that differ only in their {(outputs[0].Dimensions.Length == 1 ? "features" : "channels")}";
        string remedy = end is null ? Remedy(outputs[0], outputs[other])
            : $"{end.Remedy("the Parallel")}, or end block {(isFirstSequence ? 1 : other + 1)} with LastStep, MeanOverTime or MaxOverTime";
        context.Report(
            DiagnosticId.SkipMismatch,
            $"{context.Describe}: {_merge} needs {needs}, but block 1 gives {Shapes.Describe(outputs[0])} and block {other + 1} gives {Shapes.Describe(outputs[other])}; {remedy}",
            "merge",
            end?.Suggestion);
        return outputs[0];
    }

    /// <summary>Whether two outputs have the same shape but for the first dimensions of a step.</summary>
    private static bool Fits(Value first, Value second, int free) =>
        first.Steps == second.Steps && first.Dimensions.Length == second.Dimensions.Length && first.Dimensions.Skip(free).SequenceEqual(second.Dimensions.Skip(free));

    /// <summary>What to write where two outputs have the same steps, or none.</summary>
    private string Remedy(Value first, Value second) =>
        _merge != Merge.Concat ? $"end all blocks with the same size{(Fits(first, second, free: 1) ? ", or write Merge.Concat" : "")}"
        : first.Dimensions.Length != second.Dimensions.Length ? "end all blocks with feature maps, or all with vectors, for example with Flatten"
        : first.Dimensions.Length == 2 ? "end all blocks with the same length" : "end all blocks with the same height and width";
}
