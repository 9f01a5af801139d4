using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>yᵢ = eˣⁱ / Σⱼ eˣʲ over the features of each example; the maximum is subtracted first, so that nothing overflows.</summary>
internal sealed class SoftmaxLayer : Layer
{
    public override Initialization? PrecedingWeight => new(InitializerKind.GlorotUniform);

    public override Value Lower(LoweringContext context, Value input)
    {
        GraphBuilder graph = context.Builder;
        Value max = graph.Reduce("max", Reduction.Max, Axis.Features, Argument(0), detached: true, input);
        Value exp = graph.Map("e", Exp(Argument(0) - Argument(1)), preservesSign: false, input, max);
        Value sum = graph.Reduce("sum", Reduction.Sum, Axis.Features, Argument(0), detached: false, exp);
        return graph.Map("y", Argument(0) / Argument(1), preservesSign: false, exp, sum);
    }
}
