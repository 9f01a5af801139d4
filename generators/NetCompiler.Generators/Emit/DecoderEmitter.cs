using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Passes of a network that writes a sequence, and the sizes that their callers need.</summary>
/// <param name="Suffix">What the names of the passes end with.</param>
/// <param name="FrontLength">Elements of the panel and the statistics.</param>
/// <param name="RowLength">Elements of the activations of one row.</param>
/// <param name="ReadsSource">Whether steps look at what the encoder has left.</param>
internal sealed record DecoderLayout(string Suffix, int FrontLength, int RowLength, bool ReadsSource);

/// <summary>Emits inference of a network with a decoder in two parts: Encode reads the source, and Step writes one step after another. Both work in one memory, in which what goes from
/// step to step, and what the encoder leaves, stays where it is.</summary>
/// <param name="writer">Receives the passes.</param>
/// <param name="model">The network.</param>
/// <param name="kernels">Its kernels.</param>
/// <param name="kinds">The kind of each layer by its path.</param>
internal sealed class DecoderEmitter(SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds)
{
    /// <summary>Bytes of a cache line, at which statistics start.</summary>
    private const int Alignment = 64;

    /// <summary>The name of the source's row block where a single stream is written.</summary>
    private const string Source = "source";

    /// <summary>Emits the passes of the network itself.</summary>
    public DecoderLayout Emit() => Emit(PassPipeline.ForInference(model.Inference), PreparedPlaces.None, suffix: "");

    /// <summary>Emits those of the frozen network, unless there is nothing to prepare: then they are those of the network.</summary>
    /// <param name="decoder">The passes of the network.</param>
    public DecoderLayout EmitFrozen(DecoderLayout decoder)
    {
        ComputeGraph graph = PassPipeline.ForFrozen(model.Inference);
        var prepared = new PreparedPlaces(graph, model, kernels.Element);
        return prepared.IsEmpty ? decoder : Emit(graph, prepared, suffix: "Frozen");
    }

    private DecoderLayout Emit(ComputeGraph graph, PreparedPlaces prepared, string suffix)
    {
        graph = PackWeights.Undo(graph);
        // Nothing of the source depends on what is written.
        graph = graph with { Operations = [.. graph.Operations.OrderBy(operation => operation.OfDecoder)] };
        BufferPlan statistics = BufferPlan.ForStatistics(graph, Alignment / kernels.Element.Size, [.. prepared.All.Keys]);
        int frontLength = PassEmitter.PanelLength(graph, kernels.Element) + statistics.RowLength;
        string type = kernels.Element.Name, with = prepared.IsEmpty ? "" : " with frozen parameters";

        List<Operation> read = [.. graph.Operations.Where(operation => !operation.OfDecoder && operation.Phase != Phase.Prepare)];
        (List<Operation> written, StepEmitter steps, int many) = Place(graph, "d.Input", frontLength: null);
        writer.Line();
        writer.Line($"/// <summary>Reads the source{with}, and lets the decoder begin with what the encoder leaves.</summary>");
        PassEmitter.Method(writer, graph, "void", $"Encode{suffix}", kernels.Element, () =>
        {
            steps.Emit(writer, read);
            steps.EmitBeginning(writer, written);
        });

        writer.Line();
        writer.Line($"/// <summary>Writes one step{with}; t counts them, and whether it is even says which of two places receives what goes to the next step.</summary>");
        using (writer.Block($"public static void Step{suffix}({PassEmitter.Blocks(graph, kernels.Element)}, int t)"))
            steps.Emit(writer, written);

        // What the encoder leaves, and what goes from step to step, is placed first, and so lies in the same places.
        (written, steps, int one) = Place(FuseCells.Run(JoinProducts.Run(graph), kernels.Element.Size), "m.Input", frontLength);
        bool readsSource = written.Any(steps.LooksAtSource);
        writer.Line();
        writer.Line($"/// <summary>Writes one step of a single target{with}.</summary>");
        using (writer.Block($"public static void Step{suffix}Row(ref {type} previous, ref {type} output, ref {type} parameters, ref {type} activations, {(readsSource ? $"in RowBlock<{type}> {Source}, " : "")}int t)"))
        {
            writer.Line($"StreamRow<{type}> m = new(ref previous, ref output, ref parameters, ref activations);");
            steps.Emit(writer, written);
        }

        return new DecoderLayout(suffix, frontLength, Math.Max(many, one), readsSource);

        // The steps of the decoder, and who writes them.
        (List<Operation> Written, StepEmitter Steps, int RowLength) Place(ComputeGraph fused, string input, int? frontLength)
        {
            List<Operation> written = [.. fused.Operations.Where(operation => operation.OfDecoder)];
            fused = fused with { Operations = [.. read, .. written] };
            var storage = new SequenceStorage(fused, isStreaming: true);
            Dictionary<Value, string> places = model.Parameters.ToDictionary(parameter => parameter.Value, parameter => $"m.P({parameter.Offset})");
            (places[fused.Input], places[fused.DecoderInput!], places[fused.Output]) = ("m.Input", input, "m.Output");
            foreach (KeyValuePair<Value, string> place in prepared.All)
                places[place.Key] = place.Value;
            written = InPlace(fused, written, storage, places, input);
            BufferPlan plan = BufferPlan.ForStreaming(fused with { Operations = [.. read, .. written] }, [.. places.Keys]);
            var emitter = new StepEmitter(kernels, plan, statistics, new SequencePlaces(plan, storage), places, kinds) { FrontLength = frontLength, Source = frontLength is null ? "m" : Source };
            return (written, emitter, plan.RowLength);
        }
    }

    /// <summary>One step lies for the caller as it does for us; only a state must not be the caller's memory.</summary>
    private static List<Operation> InPlace(ComputeGraph graph, List<Operation> written, SequenceStorage storage, Dictionary<Value, string> places, string input)
    {
        var uses = new Uses(graph);
        var rest = new List<Operation>();
        foreach (Operation operation in written)
        {
            if (operation is Arrange { ByStep: true } arranged)
                places[arranged.Result] = input;
            else if (operation is Arrange output && uses.IsOnlyReader(output.Operand, output) && !storage.IsCarried(output.Operand))
                places[output.Operand] = "m.Output";
            else
                rest.Add(operation);
        }

        return rest;
    }
}
