using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Passes of a stream, and the sizes of its state.</summary>
/// <param name="Suffix">What the names of the passes end with.</param>
/// <param name="FrontLength">Elements of the panel and the statistics.</param>
/// <param name="RowLength">Elements of the activations of one row.</param>
internal sealed record StreamLayout(string Suffix, int FrontLength, int RowLength);

/// <summary>Emits inference one step at a time. It is the inference of whole sequences with a single step, in which what goes from step to step stays where it is.</summary>
internal static class StreamEmitter
{
    /// <summary>Bytes of a cache line, at which statistics start.</summary>
    private const int Alignment = 64;

    /// <summary>Whether every output depends on its own and on earlier steps only.</summary>
    private static bool CanStream(ComputeGraph inference) =>
        inference.Input.IsSequence && inference.Operations.All(operation => operation is not (PoolSteps or HeadProduct { Cache: null } or ReverseSteps));

    /// <summary>Checks that a stream has no more steps than the network is declared for, where it remembers each of them or tells them apart.</summary>
    /// <param name="graph">The inference of the network.</param>
    /// <param name="ofDecoder">Whether the steps are those of a decoder.</param>
    public static string StepCheck(ComputeGraph graph, bool ofDecoder)
    {
        Value? sequence = graph.Operations.Select(operation => operation switch
        {
            AddSteps add => add.Sequence,
            HeadProduct { Cache: not null } product => product.Right,
            _ => null,
        }).FirstOrDefault(value => value is not null && value.OfDecoder == ofDecoder);
        return sequence is null ? "" : $"_network.CheckSteps(state, {sequence.Steps});\n";
    }

    /// <summary>Emits the passes, unless the network has no streams: one for any number of streams, one for a single one.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="model">The network.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="kinds">The kind of each layer by its path.</param>
    public static StreamLayout? EmitPass(SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds)
    {
        if (!model.Declaration.IsSequence || model.Decoder is not null)
            return null;
        ComputeGraph inference = PassPipeline.ForInference(model.Inference);
        return CanStream(inference) ? EmitPass(writer, model, kernels, kinds, inference, PreparedPlaces.None, suffix: "") : null;
    }

    /// <summary>Emits those of the frozen network, unless there is nothing to prepare: then they are those of the network.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="model">The network.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="kinds">The kind of each layer by its path.</param>
    /// <param name="stream">The passes of the network; null for none.</param>
    public static StreamLayout? EmitFrozen(SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds, StreamLayout? stream)
    {
        if (stream is null)
            return null;
        ComputeGraph graph = PassPipeline.ForFrozen(model.Inference);
        var prepared = new PreparedPlaces(graph, model, kernels.Element);
        return prepared.IsEmpty ? stream : EmitPass(writer, model, kernels, kinds, graph, prepared, suffix: "Frozen");
    }

    private static StreamLayout EmitPass(
        SourceWriter writer, NetworkModel model, KernelLibrary kernels, IReadOnlyDictionary<string, string> kinds, ComputeGraph optimized, PreparedPlaces prepared, string suffix)
    {
        string type = kernels.Element.Name, with = prepared.IsEmpty ? "" : " with frozen parameters";
        ComputeGraph inference = PackWeights.Undo(optimized);
        BufferPlan statistics = BufferPlan.ForStatistics(inference, Alignment / kernels.Element.Size, [.. prepared.All.Keys]);
        int frontLength = PassEmitter.PanelLength(inference, kernels.Element) + statistics.RowLength;
        writer.Line();
        writer.Line($"/// <summary>Computes one step of streams{with}; t is 0 and 1 in turn, and says which of two places receives what goes to the next step.</summary>");
        int many, one;
        using (writer.Block($"public static void Step{suffix}(in RowBlock<{type}> m, int t)"))
            many = EmitSteps(inference, frontLength: null);
        writer.Line();
        writer.Line($"/// <summary>Computes one step of a single stream{with}.</summary>");
        using (writer.Block($"public static void Step{suffix}Row(ref {type} input, ref {type} output, ref {type} parameters, ref {type} activations, int t)"))
        {
            writer.Line($"StreamRow<{type}> m = new(ref input, ref output, ref parameters, ref activations);");
            one = EmitSteps(FuseCells.Run(JoinProducts.Run(inference), kernels.Element.Size), frontLength);
        }

        return new StreamLayout(suffix, frontLength, Math.Max(many, one));

        int EmitSteps(ComputeGraph graph, int? frontLength)
        {
            Dictionary<Value, string> places = model.Parameters.ToDictionary(parameter => parameter.Value, parameter => $"m.P({parameter.Offset})");
            (places[graph.Input], places[graph.Output]) = ("m.Input", "m.Output");
            foreach (KeyValuePair<Value, string> place in prepared.All)
                places[place.Key] = place.Value;
            var storage = new SequenceStorage(graph, isStreaming: true);
            var uses = new Uses(graph);
            var operations = new List<Operation>();
            List<TakeLast> last = [];
            foreach (Operation operation in graph.Operations.Where(operation => operation.Phase != Phase.Prepare))
            {
                // One step lies for the caller as it does for us; only a state must not be the caller's memory.
                if (operation is Arrange { ByStep: true } input)
                    places[input.Result] = "m.Input";
                else if (operation is Arrange output && uses.IsOnlyReader(output.Operand, output) && !storage.Carried.Contains(output.Operand))
                    places[output.Operand] = "m.Output";
                else if (operation is TakeLast { Sequence: var sequence } take && storage.Carried.Contains(sequence) && take.Result != graph.Output)
                    last.Add(take);
                else
                    operations.Add(operation);
            }

            BufferPlan plan = BufferPlan.ForStreaming(graph with { Operations = [.. operations] }, [.. places.Keys]);
            var sequences = new SequencePlaces(plan, storage);
            foreach (TakeLast take in last)
                places[take.Result] = sequences.Current(take.Sequence).Substring("ref ".Length);
            new StepEmitter(kernels, plan, statistics, sequences, places, kinds) { FrontLength = frontLength }.Emit(writer, operations);
            return plan.RowLength;
        }
    }

    /// <summary>Emits the members of the class.</summary>
    public static void EmitMembers(SourceWriter writer, NetworkModel model, string type, StreamLayout layout, string modifiers = "public")
    {
        int input = model.Graph.Input.Length, output = model.Graph.Output.Length;
        ClassEmitter.Property(writer, "int", "StepInputLength", $"{input}", modifiers);
        ClassEmitter.Property(writer, "int", "StepOutputLength", $"{output}", modifiers);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{modifiers} global::NetCompiler.RecurrentState<{type}> CreateState(int batch = 1) => _network.CreateState(batch, {input}, {output}, frontLength: {layout.FrontLength}, rowLength: {layout.RowLength});");
        string arguments = $"global::System.ReadOnlySpan<{type}> input, global::NetCompiler.RecurrentState<{type}> state, global::System.Span<{type}> output";
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"{modifiers} void Step({arguments})"))
        {
            writer.Line($$"""
                {{ClassEmitter.TokenChecks(model)}}{{StepCheck(model.Inference, ofDecoder: false)}}int t = _network.NextStep(input, state, output);
                if (state.Batch > 1)
                {
                    Step(input, state, output, t);
                    return;
                }

                global::NetCompiler.Generated.Passes.Step{{layout.Suffix}}Row(
                    ref global::NetCompiler.Kernels.Rows.At(input, 0, {{input}}),
                    ref global::NetCompiler.Kernels.Rows.At(output, 0, {{output}}),
                    ref _network.First,
                    ref global::System.Runtime.CompilerServices.Unsafe.Add(ref global::NetCompiler.Kernels.NetworkState<{{type}}>.Arena(state), {{layout.FrontLength}}),
                    t);
                """);
        }

        SeveralStreams(writer, arguments, $$"""
            global::NetCompiler.Generated.Passes.Step{{layout.Suffix}}(
                new global::NetCompiler.Kernels.RowBlock<{{type}}>(
                    ref global::NetCompiler.Kernels.Rows.At(input, 0, {{input}}),
                    ref global::NetCompiler.Kernels.Rows.At(output, 0, {{output}}),
                    ref _network.First,
                    ref global::NetCompiler.Kernels.NetworkState<{{type}}>.Arena(state),
                    frontLength: {{layout.FrontLength}},
                    rows: state.Batch,
                    capacity: global::NetCompiler.Kernels.Rows.Capacity(state.Batch, {{StepLayout.AllRows}})) { Steps = 1, CallerSteps = 1 },
                t);
            """);
    }

    /// <summary>Emits the part of <c>Step</c> that takes several streams at once.</summary>
    public static void SeveralStreams(SourceWriter writer, string arguments, string body)
    {
        writer.Line();
        writer.Line("/// <summary>One step of several streams: a method of its own, because one that holds a row block clears memory for it in every call.</summary>");
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        using (writer.Block($"private void Step({arguments}, int t)"))
            writer.Line(body);
    }
}
