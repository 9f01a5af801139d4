using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>y = T·H(x) + (1 - T)·x with T = sigmoid(x·W + b). Srivastava et al. 2015.</summary>
internal sealed class HighwayLayer(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : CompositeLayer(branches)
{
    private readonly double _gateBias = arguments.Number("GateBias", -2, _ => true, "a finite number");

    public override Value Lower(LoweringContext context, Value input)
    {
        Value transformed = context.LowerBranch(Branches[0], input);
        if (context.HasProblem)
            return transformed;
        if (EndOfSteps.Report(context, input, transformed, "but a highway carries the steps past them"))
            return transformed;
        if (!input.Shape.SequenceEqual(transformed.Shape))
        {
            context.Report(DiagnosticId.SkipMismatch,
                $"{context.Describe}: the layers turn {Shapes.Text(input)} into {Shapes.Text(transformed)}, but a highway carries its input past them; end them with {Shapes.Text(input)}, or change the shape in a layer before");
            return transformed;
        }

        return Gate.Lower(context, input, transformed, _gateBias) is { } gate
            ? context.Builder.Map("y", Argument(0) + (Argument(2) * (Argument(1) - Argument(0))), preservesSign: false, input, transformed, gate)
            : transformed;
    }
}
