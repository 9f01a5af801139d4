using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>A training step with a place in memory for every value.</summary>
internal sealed class PlacedStep
{
    /// <summary>Bytes of a cache line, at which statistics start.</summary>
    private const int Alignment = 64;

    /// <summary>Plans a step.</summary>
    /// <param name="model">The network.</param>
    /// <param name="graph">Forward, loss and backward, optimized.</param>
    /// <param name="kernels">The network's kernels.</param>
    /// <param name="kinds">The kind of each layer by its path.</param>
    public PlacedStep(NetworkModel model, ComputeGraph graph, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds)
    {
        int size = kernels.Element.Size;
        Graph = graph;
        Plan = BufferPlan.Create(graph);
        Places = model.Parameters.ToDictionary(parameter => parameter.Value, parameter => $"m.P({parameter.Offset})");
        (Places[graph.Input], Places[graph.Target!]) = ("m.Input", "m.Target");
        if (graph.DecoderInput is { } previous)
            Places[previous] = "d.Input";
        foreach (ParameterSpec parameter in model.Parameters)
        {
            if (graph.ParameterGradients.TryGetValue(parameter.Value, out Value? gradient))
                Places[gradient] = $"m.G({parameter.Offset})";
            if (graph.StateUpdates.TryGetValue(parameter.Value, out Value? updated))
                Places[updated] = $"m.P({parameter.Offset})";
        }

        BufferPlan statistics = BufferPlan.ForStatistics(graph, Alignment / size, [.. Places.Keys, graph.Loss!]);
        Emitter = new StepEmitter(kernels, Plan, statistics, new SequencePlaces(Plan, new SequenceStorage(graph)), Places, kinds);
        FrontLength = PassEmitter.PanelLength(graph, kernels.Element) + statistics.RowLength;
        PanelRowLength = PassEmitter.PanelRowLength(graph, size) * Math.Max(Math.Max(graph.Input.Steps, graph.DecoderInput?.Steps ?? 0), 1);
    }

    public ComputeGraph Graph { get; }

    /// <summary>Where values that differ per example lie.</summary>
    public BufferPlan Plan { get; }

    /// <summary>Where values lie that are not in the arena.</summary>
    public Dictionary<Value, string> Places { get; }

    /// <summary>Writes the calls.</summary>
    public StepEmitter Emitter { get; }

    /// <summary>Elements of the panel and the statistics in front of the activations.</summary>
    public int FrontLength { get; }

    /// <summary>Further elements of the panel for every row of a block.</summary>
    public int PanelRowLength { get; }
}
