using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>A scan that multiplies by a transposed weight in every step gets the weight transposed once, in front of it.</summary>
internal static class TransposeWeights
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        if (!graph.Operations.Any(operation => operation is Scan))
            return graph;
        return graph with { Operations = [.. graph.Operations.SelectMany(operation => operation is Scan scan ? Replace(scan) : [operation])] };
    }

    private static IEnumerable<Operation> Replace(Scan scan)
    {
        var transposed = new List<Transpose>();
        List<Operation> body = [.. scan.Body];
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is not MatrixProduct { Form: ProductForm.InputGradient, Right.Kind: ValueKind.Parameter } product)
                continue;
            Transpose? transpose = transposed.Find(known => known.Operand == product.Right);
            if (transpose is null)
            {
                int[] dimensions = product.Right.Dimensions;
                transpose = new Transpose(product.Right, Value.Computed("transposed", perExample: false, dimensions[1], dimensions[0])) { Layer = product.Layer, Phase = product.Phase };
                transposed.Add(transpose);
            }

            body[i] = product with { Form = ProductForm.Forward, Right = transpose.Result };
        }

        return [.. transposed, scan with { Body = [.. body] }];
    }
}
