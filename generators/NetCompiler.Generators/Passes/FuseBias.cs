using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Passes;

/// <summary>Turns x·W followed by + b into one product whose sums start from b, where both are parameters and lie together.</summary>
internal static class FuseBias
{
    private static readonly Expression s_sum = Argument(0) + Argument(1);

    public static ComputeGraph Run(ComputeGraph graph)
    {
        var uses = new Uses(graph);
        var operations = new List<Operation>(graph.Operations.Length);
        var merged = new HashSet<Operation>(ReferenceComparer.Instance);
        foreach (Operation operation in graph.Operations)
        {
            if (operation is Product { Form: ProductForm.Forward } product && uses.Readers(product.Result) is [Elementwise add] && IsBias(add, product) && uses.IsOnlyReader(product.Result, add))
            {
                operations.Add(product with { Bias = add.Operands[1], Result = add.Result });
                merged.Add(add);
            }
            else if (!merged.Contains(operation))
            {
                operations.Add(operation);
            }
        }

        return graph with { Operations = [.. operations] };
    }

    private static bool IsBias(Elementwise add, Product product) =>
        product.Right.Kind == ValueKind.Parameter && add.Expression == s_sum && add.Operands[0] == product.Result && add.Operands[1] is { PerExample: false, Kind: ValueKind.Parameter };
}
