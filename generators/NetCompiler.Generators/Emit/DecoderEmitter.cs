using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits inference of a network with a decoder in two parts: Encode reads the source, and Step writes one step after another. Both work in one memory, in which what goes from
/// step to step, and what the encoder leaves, stays where it is.</summary>
internal static class DecoderEmitter
{
    /// <summary>Bytes of a cache line, at which statistics start.</summary>
    private const int Alignment = 64;

    /// <summary>Emits the passes.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="model">The network.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="kinds">The kind of each layer by its path.</param>
    /// <returns>The sizes that their callers need; null for a network without a decoder.</returns>
    public static StreamLayout? EmitPasses(SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds)
    {
        if (model.Decoder is null)
            return null;
        ComputeGraph graph = PackWeights.Undo(PassPipeline.ForInference(model.Inference));
        // Nothing of the source depends on what is written.
        graph = graph with { Operations = [.. graph.Operations.OrderBy(operation => operation.OfDecoder)] };
        var storage = new SequenceStorage(graph, isStreaming: true);
        Dictionary<Value, string> places = model.Parameters.ToDictionary(parameter => parameter.Value, parameter => $"m.P({parameter.Offset})");
        (places[graph.Input], places[graph.DecoderInput!], places[graph.Output]) = ("m.Input", "d.Input", "m.Output");
        List<Operation> read = [.. graph.Operations.Where(operation => !operation.OfDecoder)], written = Written(graph, storage, places);
        BufferPlan plan = BufferPlan.ForStreaming(graph with { Operations = [.. read, .. written] }, [.. places.Keys]);
        BufferPlan statistics = BufferPlan.ForStatistics(graph, Alignment / kernels.Element.Size, []);
        var sequences = new SequencePlaces(plan, storage);

        writer.Line();
        writer.Line("/// <summary>Reads the source, and lets the decoder begin with what the encoder leaves.</summary>");
        PassEmitter.Method(writer, graph, "void", "Encode", kernels.Element, () =>
        {
            var steps = new StepEmitter(kernels, plan, statistics, sequences, places, kinds);
            steps.Emit(writer, read);
            steps.EmitBeginning(writer, written);
        });

        writer.Line();
        writer.Line("/// <summary>Writes one step; t counts them, and whether it is even says which of two places receives what goes to the next step.</summary>");
        using (writer.Block($"public static void Step({PassEmitter.Blocks(graph, kernels.Element)}, int t)"))
            new StepEmitter(kernels, plan, statistics, sequences, places, kinds).Emit(writer, written);

        return new StreamLayout(PassEmitter.PanelLength(graph, kernels.Element) + statistics.RowLength, plan.RowLength);
    }

    /// <summary>The operations of a step of the decoder. One step lies for the caller as it does for us; only a state must not be the caller's memory.</summary>
    private static List<Operation> Written(ComputeGraph graph, SequenceStorage storage, Dictionary<Value, string> places)
    {
        var uses = new Uses(graph);
        var written = new List<Operation>();
        foreach (Operation operation in graph.Operations.Where(operation => operation.OfDecoder))
        {
            if (operation is Arrange { ByStep: true } input)
                places[input.Result] = "d.Input";
            else if (operation is Arrange output && uses.IsOnlyReader(output.Operand, output) && !storage.IsCarried(output.Operand))
                places[output.Operand] = "m.Output";
            else
                written.Add(operation);
        }

        return written;
    }
}
