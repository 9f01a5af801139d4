using System.Collections.Immutable;
using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>The output of a layer, as the measurement finds it in a graph.</summary>
/// <param name="Path">The path of the layer.</param>
/// <param name="Output">Its output.</param>
/// <param name="Signal">What its error signal is the gradient of.</param>
/// <param name="Gates">Its gates, by name.</param>
internal readonly record struct MeasuredLayer(string Path, Value Output, Value Signal, ImmutableArray<(string Name, Value Value)> Gates);

/// <summary>Places probes behind the operations that compute what a measurement takes down, so that nothing has to be kept for it.</summary>
internal static class PlaceProbes
{
    /// <summary>Probes for the outputs of all layers and for their gradients. They come before all other passes, which therefore leave those values in memory.</summary>
    /// <param name="graph">Forward, loss and backward.</param>
    /// <param name="layers">All layers.</param>
    /// <param name="adjoints">The gradients of values.</param>
    public static ComputeGraph OnSignals(ComputeGraph graph, ImmutableArray<MeasuredLayer> layers, Adjoints adjoints)
    {
        ILookup<Value, Probe> probes = Signals(graph, layers, adjoints).ToLookup(probe => probe.Values[0]);
        var operations = new List<Operation>([.. probes[graph.Input]]);
        foreach (Operation operation in graph.Operations)
        {
            operations.Add(operation);
            operations.AddRange(operation.Outputs.SelectMany(output => probes[output]).Select(probe => probe with { Phase = operation.Phase }));
        }

        return graph with { Operations = [.. operations] };
    }

    /// <summary>Probes for weights. They come after all other passes, behind the products whose factors they read.</summary>
    /// <param name="graph">The optimized graph.</param>
    /// <param name="layers">All layers.</param>
    /// <param name="adjoints">The gradients of values.</param>
    public static ComputeGraph OnWeights(ComputeGraph graph, ImmutableArray<MeasuredLayer> layers, Adjoints adjoints)
    {
        var weights = new Dictionary<Value, Value>();
        foreach (KeyValuePair<Value, Value> pair in adjoints.All.Where(pair => !pair.Key.PerExample))
            weights[pair.Value] = pair.Key;
        Dictionary<string, int> indices = Indices(layers);
        var operations = new List<Operation>();
        // Products that follow one another are done part by part, so probes wait until they are through.
        var waiting = new List<Operation>();
        foreach (Operation operation in graph.Operations)
        {
            var product = operation as Product;
            if (product?.Form != ProductForm.WeightGradient)
                Flush();
            operations.Add(operation);
            if (product?.Form == ProductForm.WeightGradient && weights.TryGetValue(product.Result, out Value? weight) && indices.TryGetValue(operation.Layer, out int index))
                waiting.Add(new Probe(ProbeKind.Weight, index, [weight, product.Left, product.Right]) { Layer = operation.Layer, Phase = operation.Phase, Gradient = product });
        }

        Flush();
        return graph with { Operations = [.. operations] };

        void Flush()
        {
            operations.AddRange(waiting);
            waiting.Clear();
        }
    }

    /// <summary>Says of products that nobody reads but a measurement of outputs, so that it can do without where it is not interested. It comes after all other passes.</summary>
    public static ComputeGraph OnSums(ComputeGraph graph)
    {
        var uses = new Uses(graph);
        return graph with
        {
            Operations = [.. graph.Operations.Select(operation => operation is Product { Epilogue: not null, StoresResult: true } product && MeasuredAt(product) is { } layer ? product with { MeasuredAt = layer } : operation)],
        };

        int? MeasuredAt(Product product) => uses.Readers(product.Result) is [Probe { Kind: ProbeKind.Output } probe] && uses.IsOnlyReader(product.Result, probe) ? probe.Index : null;
    }

    private static IEnumerable<Probe> Signals(ComputeGraph graph, ImmutableArray<MeasuredLayer> layers, Adjoints adjoints)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            (string path, Value output, Value signal, ImmutableArray<(string, Value)> gates) = layers[i];
            yield return New(ProbeKind.Output, path, i, output);
            if (adjoints.OfOutput(signal) is { } error && IsProbed(error))
                yield return New(ProbeKind.Error, path, i, error);
            foreach ((string name, Value gate) in gates)
                yield return New(ProbeKind.Gate, path, i, gate) with { Name = name };
        }

        Dictionary<string, int> indices = Indices(layers);
        foreach (Scan scan in graph.Operations.OfType<Scan>().Where(scan => scan.Phase == Phase.Forward && indices.ContainsKey(scan.Layer)))
        {
            // The first thing handed on is what the layer gives.
            if (adjoints.OfState(scan.Carries[0].After) is { } state && IsProbed(state))
                yield return New(ProbeKind.StateError, scan.Layer, indices[scan.Layer], state);
        }
    }

    private static bool IsProbed(Value value) => value is { PerExample: true, Kind: ValueKind.Computed };

    private static Dictionary<string, int> Indices(ImmutableArray<MeasuredLayer> layers) => Enumerable.Range(0, layers.Length).ToDictionary(i => layers[i].Path, i => i);

    private static Probe New(ProbeKind kind, string path, int index, Value value) => new(kind, index, [value]) { Layer = path };
}
