using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>A pass of inference, and the sizes that its caller needs.</summary>
/// <param name="Pass">The name of the pass.</param>
/// <param name="Rows">Rows per block.</param>
/// <param name="RowLength">Elements per row of the arena.</param>
/// <param name="FrontLength">Elements of the panel and the statistics in front of the activations.</param>
internal sealed record InferenceLayout(string Pass, int Rows, int RowLength, int FrontLength)
{
    /// <summary>Elements behind the parameters, for what is computed from them once.</summary>
    public int PreparedLength { get; init; }
}

/// <summary>Emits the passes of inference: with parameters that may change, and with frozen ones.</summary>
/// <param name="writer">Receives the passes.</param>
/// <param name="model">The network.</param>
/// <param name="kernels">Its kernels.</param>
/// <param name="kinds">The kind of each layer by its path.</param>
internal sealed class InferenceEmitter(SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds)
{
    /// <summary>Bytes of a cache line, at which statistics start.</summary>
    private const int Alignment = 64;

    /// <summary>Emits the pass of the network itself.</summary>
    public InferenceLayout Emit()
    {
        writer.Line("/// <summary>Computes outputs only; buffers are reused from layer to layer.</summary>");
        return Emit("Infer", PassPipeline.ForInference(model.Inference), PreparedPlaces.None);
    }

    /// <summary>Emits the passes of the frozen network, unless there is nothing to prepare: then its pass is that of the network.</summary>
    /// <param name="inference">The pass of the network.</param>
    public InferenceLayout EmitFrozen(InferenceLayout inference)
    {
        ComputeGraph graph = PassPipeline.ForFrozen(model.Inference);
        var prepared = new PreparedPlaces(graph, model, kernels.Element);
        if (prepared.IsEmpty)
            return inference;
        writer.Line();
        writer.Line("/// <summary>Computes outputs with frozen parameters, and with what was prepared from them.</summary>");
        return Emit("InferFrozen", graph, prepared) with { PreparedLength = prepared.Length };
    }

    private InferenceLayout Emit(string name, ComputeGraph graph, PreparedPlaces prepared)
    {
        int size = kernels.Element.Size;
        BufferPlan plan = BufferPlan.Create(graph, graph.Output);
        BufferPlan statistics = BufferPlan.ForStatistics(graph, Alignment / size, [.. prepared.All.Keys]);
        Dictionary<Value, string> places = model.Parameters.ToDictionary(parameter => parameter.Value, parameter => $"m.P({parameter.Offset})");
        (places[graph.Input], places[graph.Output]) = ("m.Input", "m.Output");
        if (graph.DecoderInput is { } previous)
            places[previous] = "d.Input";
        foreach (KeyValuePair<Value, string> place in prepared.All)
            places[place.Key] = place.Value;

        var steps = new StepEmitter(kernels, plan, statistics, new SequencePlaces(plan, new SequenceStorage(graph)), places, kinds);
        PassEmitter.Method(writer, graph, "void", name, kernels.Element, () => steps.Emit(writer, graph.Operations.Where(operation => operation.Phase != Phase.Prepare)));
        if (!prepared.IsEmpty)
            PreparedPlaces.EmitPass(writer, graph, kernels.Element, steps);

        (long bytes, long parameterBytes) = ((long)plan.RowLength * size, (long)model.ParameterVectorLength * size);
        int rows = model.Declaration.IsSequence ? RowBlocks.ForSequences(bytes, parameterBytes) : RowBlocks.ForInference(bytes, parameterBytes);
        return new InferenceLayout(name, rows, plan.RowLength, PassEmitter.PanelLength(graph, kernels.Element) + statistics.RowLength);
    }
}
