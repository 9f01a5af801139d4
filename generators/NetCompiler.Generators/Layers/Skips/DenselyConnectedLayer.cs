using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>Every copy of a block sees the input and the outputs of all copies before it. Huang et al. 2017.</summary>
internal sealed class DenselyConnectedLayer(ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    public override Value Lower(LoweringContext context, Value input)
    {
        Value all = input;
        foreach (ImmutableArray<ExpandedLayer> branch in Branches)
        {
            Value output = context.LowerBranch(branch, all);
            if (context.HasProblem)
                return output;
            if (EndOfSteps.Report(context, all, output, "which cannot stand beside the steps"))
                return all;
            if (!all.Dimensions.Skip(1).SequenceEqual(output.Dimensions.Skip(1)))
            {
                context.Report(DiagnosticId.SkipMismatch,
                    $"{context.Describe}: the block turns {Shapes.Text(all)} into {Shapes.Text(output)}, which cannot stand side by side; let it change only the first dimension");
                return all;
            }

            all = context.Concatenate(all, output);
            if (context.HasProblem)
                return all;
        }

        return all;
    }
}
