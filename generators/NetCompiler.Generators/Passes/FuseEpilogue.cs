using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Applies an activation, or the derivative of one, to a matrix product while the product is in registers or in the first-level cache.</summary>
internal static class FuseEpilogue
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        var uses = new Uses(graph);
        var operations = new List<Operation>(graph.Operations.Length);
        var merged = new HashSet<Operation>(ReferenceComparer.Instance);
        for (int i = 0; i < graph.Operations.Length; i++)
        {
            Operation operation = graph.Operations[i];
            if (operation is Product { Form: not ProductForm.WeightGradient } product && Candidate(graph, uses, product, i) is { } map)
            {
                operations.Add(Fuse(product, map, uses));
                merged.Add(map);
            }
            else if (!merged.Contains(operation))
            {
                operations.Add(operation);
            }
        }

        return graph with { Operations = [.. operations] };
    }

    /// <summary>The first elementwise reader of the product in the same phase, if everything else that it reads is there already.</summary>
    private static Elementwise? Candidate(ComputeGraph graph, Uses uses, Product product, int position) =>
        uses.Readers(product.Result).OfType<Elementwise>().FirstOrDefault(map => map.Phase == product.Phase) is { } map
        && !graph.Views.ContainsKey(map.Result)
        && map.Operands.All(operand => operand == product.Result
            || (operand.PerExample && operand.Kind is ValueKind.Computed or ValueKind.Mask && operand.Length == product.Result.Length && uses.WrittenAt(operand) < position && !graph.Views.ContainsKey(operand)))
            ? map
            : null;

    private static Product Fuse(Product product, Elementwise map, Uses uses)
    {
        Value[] others = [.. map.Operands.Where(operand => operand != product.Result).OrderBy(operand => operand.Kind == ValueKind.Mask)];
        Expression expression = map.Expression.Substitute(index =>
            Expressions.Argument(map.Operands[index] == product.Result ? 0 : 1 + Array.IndexOf(others, map.Operands[index])));
        return product with
        {
            Epilogue = new Epilogue(expression, [.. others], map.Result) { Layer = map.Layer },
            StoresResult = !uses.IsOnlyReader(product.Result, map),
        };
    }
}
