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
        foreach (ImmutableArray<ExpandedLayer> branch in Branches)
        {
            outputs.Add(context.LowerBranch(branch, input));
            if (context.HasProblem)
                return outputs[0];
        }

        int free = _merge == Merge.Concat ? 1 : 0;
        if (outputs.Find(output => output.Steps != outputs[0].Steps || !output.Dimensions.Skip(free).SequenceEqual(outputs[0].Dimensions.Skip(free))) is { } other)
        {
            string needs = free == 0 ? "outputs of one shape" : "outputs that differ only in their channels";
            string remedy = free == 0 ? "end all blocks with the same size, or write Merge.Concat" : "end all blocks with the same height and width";
            context.Report(DiagnosticId.SkipMismatch,
                $"{context.Describe}: {_merge} needs {needs}, but block 1 gives {Shapes.Text(outputs[0])} and block {outputs.IndexOf(other) + 1} gives {Shapes.Text(other)}; {remedy}", "merge");
            return outputs[0];
        }

        return _merge.Apply(context, [.. outputs]);
    }
}
