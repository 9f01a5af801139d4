using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the members of a network that reads one sequence and writes another.</summary>
internal sealed class DecoderClassEmitter(SourceWriter writer, NetworkModel model, string type, StepLayout layout)
{
    private const string Kernels = "global::NetCompiler.Kernels";
    private const string Passes = "global::NetCompiler.Generated.Passes";
    private const string Lengths = "global::System.ReadOnlySpan<int> lengths";
    private const string TargetLengths = "global::System.ReadOnlySpan<int> targetLengths";

    private string Source => $"global::System.ReadOnlySpan<{type}> source";

    private string Previous => $"global::System.ReadOnlySpan<{type}> previous";

    private string Target => $"global::System.ReadOnlySpan<{type}> target";

    private string Workspace => $"global::NetCompiler.Workspace<{type}> workspace";

    private string Output => $"global::System.Span<{type}> output";

    private string State => $"global::NetCompiler.RecurrentState<{type}> state";

    private static string Network(string type) => $"{Kernels}.NetworkState<{type}>";

    /// <summary>Writes all members that other networks do not have, or have otherwise.</summary>
    public void EmitMembers(string frontLength)
    {
        ClassEmitter.Property(writer, "int", "MaxSteps", $"{model.Graph.Input.Steps}");
        ClassEmitter.Property(writer, "int", "MaxTargetSteps", $"{model.Graph.Output.Steps}");
        EmitPredict(writer, model, type, layout.Decoder!, isFrozen: false);
        EmitGivenPredict(layout.Inference, "public");
        EmitGradient(frontLength);
        EmitMeasure(layout.Measure!);
        EmitLoss();
        EmitSteps(layout.Decoder!, "public");
    }

    /// <summary>Writes those of a frozen copy.</summary>
    public void EmitFrozen()
    {
        EmitPredict(writer, model, type, layout.FrozenDecoder!, isFrozen: true);
        EmitGivenPredict(layout.Frozen, "public override");
        EmitSteps(layout.FrozenDecoder!, "public override");
    }

    /// <summary>Writes the methods that let the decoder read what it has written itself.</summary>
    public static void EmitPredict(SourceWriter writer, NetworkModel model, string type, DecoderLayout decoder, bool isFrozen)
    {
        string modifiers = isFrozen ? "public override" : "public", state = isFrozen ? $", global::NetCompiler.SequenceState<{type}>? state = null" : "";
        string input = $"global::System.ReadOnlySpan<{type}> {(isFrozen ? "input" : "source")}", output = $"global::System.Span<{type}> output";
        string name = isFrozen ? "input" : "source";
        string whole = isFrozen ? input : $"global::System.ReadOnlySpan<{type}> input";
        (int read, int written, int steps, int rows) = (model.Graph.DecoderInput!.Length, model.Graph.Output.Length, model.Graph.Output.Steps, 64);
        Entry(writer, $"{modifiers} void Predict({whole}, {output})", $"Predict(input, default, output, _network.CheckPredict(input, output), {model.Graph.Input.Steps});");
        Entry(writer, $"{modifiers} void Predict({input}, {Lengths}, {output}{state})", $"Predict({name}, lengths, output, lengths.Length, _network.CheckWriting({name}, lengths, output{(isFrozen ? ", state" : "")}));");
        writer.Line();
        using (writer.Block($"private void Predict(global::System.ReadOnlySpan<{type}> source, {Lengths}, {output}, int batch, int steps)"))
        {
            writer.Line($$"""
                {{SourceChecks(model)}}int capacity = {{Kernels}}.Rows.StreamCapacity(batch, {{rows}}), arenaLength = {{decoder.FrontLength}} + ({{decoder.RowLength}} * capacity);
                global::System.Span<{{type}}> scratch = global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {{Kernels}}.Scratch<{{type}}>.Get(arenaLength + ({{read + written}} * capacity)), arenaLength + ({{read + written}} * capacity));
                global::System.Span<{{type}}> previous = scratch.Slice(arenaLength, {{read}} * capacity), next = scratch.Slice(arenaLength + ({{read}} * capacity), {{written}} * capacity);
                for (int first = 0; first < batch; first += {{rows}})
                {
                    int rows = global::System.Math.Min(batch - first, {{rows}});
                    {{Kernels}}.RowBlock<{{type}}> read = new {{Kernels}}.RowBlock<{{type}}>(
                        ref {{Kernels}}.Rows.At(source, first, steps * {{model.Graph.Input.Length}}),
                        ref next[0],
                        ref _network.First,
                        ref scratch[0],
                        frontLength: {{decoder.FrontLength}},
                        rows,
                        capacity).WithSteps(steps, lengths, first);
                    {{Kernels}}.RowBlock<{{type}}> written = read.OfDecoder(ref previous[0], 1, default, 0);
                    {{Passes}}.Encode{{decoder.Suffix}}(read, written);
                    {{Kernels}}.Writing.Begin(previous.Slice(0, rows * {{read}}), _network.Definition);
                    for (int t = 0; t < {{steps}}; t++)
                    {
                        if (batch == 1)
                        {
                            {{StepRow(decoder, "previous[0]", "next[0]", "scratch[0]", depth: 3)}}
                        }
                        else
                        {
                            {{Passes}}.Step{{decoder.Suffix}}(read, written, t);
                        }

                        {{Kernels}}.Writing.Next(next.Slice(0, rows * {{written}}), previous.Slice(0, rows * {{read}}), output.Slice(first * {{steps * written}}), t, rows, _network.Definition);
                    }
                }
                """);
        }
    }

    /// <summary>Ids are looked at before anything is done, so that one outside the vocabulary leaves everything as it was.</summary>
    private static string SourceChecks(NetworkModel model, string source = "source, lengths, steps") => ClassEmitter.TokenChecks(model, source);

    private string DecoderChecks(string steps = "targetLengths, targetSteps") => ClassEmitter.TokenChecks(model, $"previous, {steps}", ofDecoder: true);

    /// <summary>Writes the method that lets the decoder read what the caller gives it.</summary>
    private void EmitGivenPredict(InferenceLayout inference, string modifiers)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"{modifiers} void Predict({Source}, {Lengths}, {Previous}, {TargetLengths}, {Output})"))
        {
            writer.Line($$"""
                (int steps, int targetSteps) = _network.CheckGiven(source, lengths, previous, targetLengths, output);
                {{SourceChecks(model)}}{{DecoderChecks()}}int batch = lengths.Length, capacity = {{Kernels}}.Rows.Capacity(batch, {{inference.Rows}});
                ref {{type}} arena = ref {{Kernels}}.Scratch<{{type}}>.Get({{inference.FrontLength}} + ({{inference.RowLength}} * capacity));
                for (int first = 0; first < batch; first += {{inference.Rows}})
                {
                    {{Kernels}}.RowBlock<{{type}}> read = new {{Kernels}}.RowBlock<{{type}}>(
                        ref {{Kernels}}.Rows.At(source, first, steps * {{model.Graph.Input.Length}}),
                        ref {{Kernels}}.Rows.At(output, first, targetSteps * {{model.Graph.Output.Length}}),
                        ref _network.First,
                        ref arena,
                        frontLength: {{inference.FrontLength}},
                        rows: global::System.Math.Min(batch - first, {{inference.Rows}}),
                        capacity).WithSteps(steps, lengths, first);
                    {{Passes}}.{{inference.Pass}}(read, read.OfDecoder(ref {{Kernels}}.Rows.At(previous, first, targetSteps * {{model.Graph.DecoderInput!.Length}}), targetSteps, targetLengths, first));
                }
                """);
        }
    }

    private void EmitGradient(string frontLength)
    {
        int steps = model.Graph.Input.Steps, targetSteps = model.Graph.Output.Steps;
        Entry(writer, $"public {type} Gradient(global::System.ReadOnlySpan<{type}> input, {Target}, {Workspace})",
            $"Gradient(input, default, default, target, default, workspace, _network.CheckGradient(input, target, workspace), {steps}, {targetSteps});");
        Entry(writer, $"public {type} Gradient({Source}, {Lengths}, {Target}, {TargetLengths}, {Workspace})",
            "Gradient(source, lengths, default, target, targetLengths, workspace);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public {type} Gradient({Source}, {Lengths}, {Previous}, {Target}, {TargetLengths}, {Workspace})"))
        {
            writer.Line($"""
                (int steps, int targetSteps) = _network.CheckGradient(source, lengths, previous, target, targetLengths, workspace);
                return Gradient(source, lengths, previous, target, targetLengths, workspace, lengths.Length, steps, targetSteps);
                """);
        }

        var block = new TrainingBlock(type, "source, 0, 0", "target, 0, 0", frontLength, LossCount.Scale(model, type));
        EmitStep($"Gradient({Source}, {Lengths}, {Previous}, {Target}, {TargetLengths}, {Workspace}, int batch, int steps, int targetSteps)", block, $"""
            {Passes}.Forward(read, written);
            double loss = {Passes}.Backward(read, written);
            {FiniteCheckEmitter.Ending(model.Graph, type, "read, written")}

            """);
    }

    private void EmitMeasure(MeasureLayout measure)
    {
        string probe = $"{Kernels}.GradientProbe<{type}> probe";
        Entry(writer, $"{type} global::NetCompiler.INetwork<{type}>.Measure(global::System.ReadOnlySpan<{type}> input, {Target}, {Workspace}, {probe})",
            $"Measure(input, default, default, target, default, workspace, probe, _network.CheckMeasure(input, target, workspace, probe), {model.Graph.Input.Steps}, {model.Graph.Output.Steps});");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        string arguments = $"{Source}, {Lengths}, {Previous}, {Target}, {TargetLengths}, {Workspace}, {probe}";
        using (writer.Block($"{type} global::NetCompiler.ISequenceToSequenceNetwork<{type}>.Measure({arguments})"))
        {
            writer.Line($"""
                (int steps, int targetSteps) = _network.CheckMeasure(source, lengths, previous, target, targetLengths, workspace, probe);
                return Measure(source, lengths, previous, target, targetLengths, workspace, probe, lengths.Length, steps, targetSteps);
                """);
        }

        var block = new TrainingBlock(type, "source, 0, 0", "target, 0, 0", measure.Front, LossCount.Scale(model, type)) { Arena = measure.Arena(type) };
        EmitStep($"Measure({arguments}, int batch, int steps, int targetSteps)", block, $"double loss = {Passes}.Measure(read, written, probe);\n");
    }

    private void EmitStep(string header, TrainingBlock block, string passes)
    {
        writer.Line();
        using (writer.Block($"private {type} {header}"))
        {
            string draws = model.Graph.IsRandom ? " { Draws = new(workspace.Seed, workspace.Step, 0) }" : "";
            if (model.LeastBatch.Batch > 1)
                writer.Line($"_network.CheckLeastBatch(batch, {model.LeastBatch.Batch}, \"{model.LeastBatch.Layer}\");");
            foreach (Reduce statistic in model.Graph.Operations.OfType<Reduce>().Where(SequenceClassEmitter.IsOverSteps).GroupBy(reduce => reduce.OfDecoder).Select(group => group.First()))
                writer.Line($"_network.CheckWhole({(statistic.OfDecoder ? "targetLengths, targetSteps" : "lengths, steps")}, \"{statistic.Layer}\");");
            LossCount.Emit(writer, model, "targetSteps", "targetLengths");
            writer.Line($$"""
                if (previous.IsEmpty)
                    previous = {{Network(type)}}.Previous(workspace, target, batch);
                {{SourceChecks(model)}}{{DecoderChecks()}}int capacity = {{Kernels}}.Rows.Capacity(workspace.MaxBatch, {{layout.TrainingRows}});
                {{Kernels}}.RowBlock<{{type}}> read = {{block.New()}}{{draws}}.WithSteps(steps, lengths, 0);
                {{Kernels}}.RowBlock<{{type}}> written = read.OfDecoder(ref {{Kernels}}.Rows.At(previous, 0, 0), targetSteps, targetLengths, 0);
                {{passes}}{{(model.Graph.IsRandom ? "workspace.Step++;\n" : "")}}return ({{type}})(loss / {{LossCount.Of(model)}});
                """);
        }
    }

    private void EmitLoss()
    {
        string output = $"global::System.ReadOnlySpan<{type}> output";
        Entry(writer, $"public {type} Loss({output}, {Target})", $"Loss(output, default, target, _network.CheckLoss(output, target), {model.Graph.Output.Steps});");
        Entry(writer, $"public {type} Loss({output}, {TargetLengths}, {Target})", "Loss(output, targetLengths, target, targetLengths.Length, _network.CheckWrittenLoss(output, targetLengths, target));");
        writer.Line();
        using (writer.Block($"private {type} Loss({output}, {TargetLengths}, {Target}, int batch, int steps)"))
        {
            LossCount.Emit(writer, model, "steps", "targetLengths");
            TrainingBlock block = TrainingBlock.OfLoss(type, "output, 0, 0", "target, 0, 0", layout.FrontLength, LossCount.Scale(model, type));
            writer.Line($$"""
                {{Kernels}}.RowBlock<{{type}}> rows = {{block.New()}} { Steps = steps, Lengths = targetLengths };
                return ({{type}})({{Passes}}.Loss(rows, rows) / {{LossCount.Of(model)}});
                """);
        }
    }

    /// <summary>The call of the pass for a single target, several lines long.</summary>
    /// <param name="decoder">The passes.</param>
    /// <param name="previous">What the step reads.</param>
    /// <param name="output">Receives what it writes.</param>
    /// <param name="arena">Panel, statistics and activations.</param>
    /// <param name="depth">How deep the statement is in the text that it is put into.</param>
    private static string StepRow(DecoderLayout decoder, string previous, string output, string arena, int depth)
    {
        string line = $"\n{new string(' ', 4 * (depth + 1))}";
        return $"{Passes}.Step{decoder.Suffix}Row("
            + $"{line}ref {previous},{line}ref {output},{line}ref _network.First,{line}ref global::System.Runtime.CompilerServices.Unsafe.Add(ref {arena}, {decoder.FrontLength}),{(decoder.ReadsSource ? $"{line}read," : "")}{line}t);";
    }

    /// <summary>Writes the methods that read a source and then write step by step.</summary>
    private void EmitSteps(DecoderLayout decoder, string modifiers)
    {
        (int read, int written) = (model.Graph.DecoderInput!.Length, model.Graph.Output.Length);
        ClassEmitter.Property(writer, "int", "StepInputLength", $"{read}", modifiers);
        ClassEmitter.Property(writer, "int", "StepOutputLength", $"{written}", modifiers);
        Entry(writer, $"{modifiers} global::NetCompiler.RecurrentState<{type}> CreateState(int batch = 1)", $"_network.CreateState(batch, {read}, {written}, frontLength: {decoder.FrontLength}, rowLength: {decoder.RowLength});");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"{modifiers} void Encode({Source}, {Lengths}, {State})"))
        {
            writer.Line($$"""
                int steps = _network.CheckEncode(source, lengths, state);
                {{SourceChecks(model)}}{{Network(type)}}.BeginSteps(state, steps, lengths);
                {{Kernels}}.RowBlock<{{type}}> read = Rows(ref {{Kernels}}.Rows.At(source, 0, 0), ref _network.First, state);
                {{Passes}}.Encode{{decoder.Suffix}}(read, read.OfDecoder(ref _network.First, 1, default, 0));
                """);
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        string source = $"{Kernels}.RowBlock<{type}> read = Rows(ref _network.First, ref {Kernels}.Rows.At(output, 0, {written}), state);\n";
        using (writer.Block($"{modifiers} void Step({Previous}, {State}, {Output})"))
        {
            writer.Line($$"""
                {{DecoderChecks("default, 1")}}{{StreamEmitter.StepCheck(model.Inference, ofDecoder: true)}}int t = _network.NextWritten(previous, state, output);
                if (state.Batch > 1)
                {
                    Step(previous, state, output, t);
                    return;
                }

                {{(decoder.ReadsSource ? source : "")}}{{StepRow(decoder, $"{Kernels}.Rows.At(previous, 0, {read})", $"{Kernels}.Rows.At(output, 0, {written})", $"{Network(type)}.Arena(state)", depth: 0)}}
                """);
        }

        StreamEmitter.SeveralStreams(writer, $"{Previous}, {State}, {Output}", $"{source}{Passes}.Step{decoder.Suffix}(read, read.OfDecoder(ref {Kernels}.Rows.At(previous, 0, {read}), 1, default, 0), t);");

        writer.Line();
        using (writer.Block($"private {Kernels}.RowBlock<{type}> Rows(ref {type} source, ref {type} output, {State})"))
        {
            writer.Line($$"""
                return new {{Kernels}}.RowBlock<{{type}}>(
                    ref source,
                    ref output,
                    ref _network.First,
                    ref {{Network(type)}}.Arena(state),
                    frontLength: {{decoder.FrontLength}},
                    rows: state.Batch,
                    capacity: {{Kernels}}.Rows.StreamCapacity(state.Batch, {{StepLayout.AllRows}})).WithSteps({{Network(type)}}.SourceSteps(state), {{Network(type)}}.SourceLengths(state), 0);
                """);
        }
    }

    private static void Entry(SourceWriter writer, string header, string body)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{header} =>");
        using (writer.Indent())
            writer.Line(body);
    }
}
