using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Where a frozen network keeps what depends on parameters only: behind them.</summary>
internal sealed class PreparedPlaces
{
    /// <summary>Bytes of a cache line, at which values start.</summary>
    private const int Alignment = 64;

    private readonly Dictionary<Value, string> _places = [];

    private PreparedPlaces()
    {
    }

    /// <summary>Of a network whose parameters may change.</summary>
    public static PreparedPlaces None { get; } = new();

    /// <summary>Finds places for the prepared values of a frozen graph.</summary>
    public PreparedPlaces(ComputeGraph graph, NetworkModel model, ElementType element)
    {
        int end = model.ParameterVectorLength, alignment = Alignment / element.Size;
        foreach (Value value in InOrder(graph))
        {
            _places[value] = $"m.P({end})";
            end += (value.Length + alignment - 1) / alignment * alignment;
        }

        Length = end - model.ParameterVectorLength;
    }

    /// <summary>Elements behind the parameters.</summary>
    public int Length { get; }

    public bool IsEmpty => _places.Count == 0;

    /// <summary>Every prepared value that is read, with its place.</summary>
    public IReadOnlyDictionary<Value, string> All => _places;

    /// <summary>Writes the pass that computes them, once.</summary>
    public static void EmitPass(SourceWriter writer, ComputeGraph graph, ElementType element, StepEmitter steps)
    {
        writer.Line();
        writer.Line("/// <summary>Computes what depends on parameters only, once: it lies behind them.</summary>");
        using (writer.Block($"public static void Prepare(in RowBlock<{element.Name}> m)"))
            steps.Emit(writer, graph.Operations.Where(operation => operation.Phase == Phase.Prepare));
    }

    /// <summary>The prepared values; the bias of a product follows its weight, as among the parameters.</summary>
    private static IEnumerable<Value> InOrder(ComputeGraph graph)
    {
        IReadOnlyList<Value> prepared = Preparation.Results(graph);
        IEnumerable<Value> factors = graph.AllOperations.OfType<Product>().SelectMany(product => new[] { product.Right, product.Bias }).OfType<Value>();
        return factors.Where(prepared.Contains).Concat(prepared).Distinct();
    }
}
