using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>For a single stream: the gates of a cell take the sums of their products from registers. It pays while all weights stay in the first-level cache:
/// the sums of one unit's gates lie far apart in a row of a weight.</summary>
internal static class FuseCells
{
    /// <summary>Bytes of weights that are sure to stay in the cache.</summary>
    private const int MostBytes = 32 * 1024;

    public static ComputeGraph Run(ComputeGraph graph, int elementSize)
    {
        foreach (Scan scan in graph.Operations.OfType<Scan>().ToList())
        {
            foreach (ElementwiseGroup gates in scan.Body.OfType<ElementwiseGroup>())
            {
                if (Cell(graph, gates, VectorWidth.Widest / elementSize) is { } cell && cell.Products.Sum(WeightLength) * elementSize <= MostBytes)
                    graph = Replace(graph, cell);
            }
        }

        return graph;
    }

    private static int WeightLength(MatrixProduct product) => product.Right.Length + (product.Joined?.Right.Length ?? 0);

    private static StreamCell? Cell(ComputeGraph graph, ElementwiseGroup gates, int lanes)
    {
        int units = gates.Functions[0].Result.Length;
        if (units == 1 || gates.Operands.Any(operand => operand.Kind == ValueKind.Mask || operand.Length != units))
            return null;
        List<Operation> all = [.. graph.AllOperations];
        HashSet<Value> results = [.. graph.Results, .. graph.Operations.OfType<Scan>().SelectMany(scan => scan.Carries).Select(carry => carry.After)];
        List<MatrixProduct> joined = [.. all.OfType<MatrixProduct>().Select(product => product.Joined).OfType<MatrixProduct>()];
        var products = ImmutableArray.CreateBuilder<MatrixProduct>();
        ImmutableDictionary<Value, View>.Builder columns = ImmutableDictionary.CreateBuilder<Value, View>();
        foreach (MatrixProduct product in all.OfType<MatrixProduct>().Where(product => product.Form == ProductForm.Forward))
        {
            MatrixProduct whole = product.Joined is null ? product : JoinProducts.Whole(product);
            if (whole.Epilogue is not null || joined.Contains(product) || results.Contains(whole.Result))
                continue;
            List<Value> parts = [.. gates.Operands.Where(IsPart)];
            // What splits a value into parts that lie in it does nothing.
            bool isOnlyReader = all.All(reader => ReferenceEquals(reader, gates) || ReferenceEquals(reader, product)
                || (reader is Split split && split.Parts.All(graph.Views.ContainsKey)) || !reader.Inputs.Any(IsPart));
            if (parts.Count == 0 || !isOnlyReader)
                continue;
            products.Add(product);
            foreach (Value part in parts)
                columns[part] = new View(whole.Result, part == whole.Result ? 0 : graph.Views[part].Offset);

            bool IsPart(Value value) => value == whole.Result || (graph.Views.TryGetValue(value, out View view) && view.Whole == whole.Result);
        }

        var sums = new Value(ValueKind.Computed, "sums", perExample: true, columns.Count * ((units + lanes - 1) / lanes * lanes));
        return products.Count == 0 ? null : new StreamCell(gates, products.ToImmutable(), columns.ToImmutable(), sums) { Layer = gates.Layer, Phase = gates.Phase };
    }

    private static ComputeGraph Replace(ComputeGraph graph, StreamCell cell)
    {
        HashSet<Operation> gone = new(ReferenceComparer.Instance);
        gone.UnionWith(cell.Products);
        gone.UnionWith(cell.Products.Select(product => product.Joined).OfType<MatrixProduct>());
        HashSet<Value> wholes = [.. cell.Columns.Values.Select(view => view.Whole)];
        return graph with
        {
            Operations =
            [
                .. graph.Operations.Where(IsLeft).Select(operation => operation is Scan scan
                    ? scan with { Body = [.. scan.Body.Where(IsLeft).Select(inner => ReferenceEquals(inner, cell.Gates) ? cell : inner)] }
                    : operation),
            ],
        };

        bool IsLeft(Operation operation) => !gone.Contains(operation) && !(operation is Split split && wholes.Contains(split.Whole));
    }
}
