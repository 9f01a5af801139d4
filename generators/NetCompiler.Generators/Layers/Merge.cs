using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers;

/// <summary>How the outputs of branches become one.</summary>
internal enum Merge
{
    Sum,
    Concat,
    Multiply,
}

/// <summary>Merges outputs, whose shapes fit.</summary>
internal static class Merging
{
    /// <summary>Merges the outputs of branches; more than fit side by side are reported.</summary>
    public static Value Apply(this Merge merge, LoweringContext context, params Value[] outputs) =>
        merge == Merge.Concat ? context.Concatenate(outputs) : merge.Apply(context.Builder, outputs);

    public static Value Apply(this Merge merge, GraphBuilder graph, params Value[] outputs)
    {
        if (merge == Merge.Concat)
            return graph.Concatenate(outputs);
        Expression merged = Argument(0);
        for (int i = 1; i < outputs.Length; i++)
            merged = merge == Merge.Sum ? merged + Argument(i) : merged * Argument(i);
        return graph.Map("y", merged, preservesSign: false, outputs);
    }
}
