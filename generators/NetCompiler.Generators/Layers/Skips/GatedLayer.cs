using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>y = F(x)·sigmoid(x·W + b). Dauphin et al. 2017.</summary>
internal sealed class GatedLayer(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    private readonly double _gateBias = arguments.Number("GateBias", 0, _ => true, "a finite number");

    public override Value Lower(LoweringContext context, Value input)
    {
        Value branch = context.LowerBranch(Branches[0], input);
        if (context.HasProblem)
            return branch;
        if (EndOfSteps.Report(context, input, branch, "but the gate has a value for every step"))
            return branch;
        return Gate.Lower(context, input, branch, _gateBias) is { } gate ? context.Builder.Map("y", Argument(0) * Argument(1), preservesSign: false, branch, gate) : branch;
    }
}
