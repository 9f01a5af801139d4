using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>A large weight that a scan multiplies by in every step is laid out once, in front of it, as the kernel reads it.</summary>
internal static class PackWeights
{
    /// <summary>Smaller weights are in the first-level cache however they lie.</summary>
    private const int LeastLength = 8192;

    /// <summary>Elements of the widest vector: the last panel may be filled up to it.</summary>
    private const int WidestVector = 16;

    public static ComputeGraph Run(ComputeGraph graph)
    {
        if (!graph.Operations.Any(operation => operation is Scan))
            return graph;
        return graph with { Operations = [.. graph.Operations.SelectMany(operation => operation is Scan scan ? Replace(scan) : [operation])] };
    }

    /// <summary>For code that runs a single step, which packing would not pay for.</summary>
    public static ComputeGraph Undo(ComputeGraph graph) => graph with
    {
        Operations =
        [
            .. graph.Operations.Where(operation => operation is not PackPanels).Select(operation =>
                operation is Scan scan ? scan with { Body = [.. scan.Body.Select(inner => inner is MatrixProduct product ? product with { Packed = null } : inner)] } : operation),
        ],
    };

    private static IEnumerable<Operation> Replace(Scan scan)
    {
        var packed = new List<PackPanels>();
        List<Operation> body = [.. scan.Body];
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is not MatrixProduct { Form: ProductForm.Forward, Bias: null, Right: { PerExample: false, Length: >= LeastLength } weight } product)
                continue;
            PackPanels? pack = packed.Find(known => known.Weight == weight);
            if (pack is null)
            {
                int columns = (product.Columns + WidestVector - 1) / WidestVector * WidestVector;
                pack = new PackPanels(weight, Value.Computed("packed", perExample: false, product.Left.Length, columns)) { Layer = product.Layer, Phase = product.Phase };
                packed.Add(pack);
            }

            body[i] = product with { Packed = pack.Result };
        }

        return [.. packed, scan with { Body = [.. body] }];
    }
}
