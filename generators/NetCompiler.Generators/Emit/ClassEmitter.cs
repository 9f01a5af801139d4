using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the user's class: the members of INetwork, each a few lines around the passes.</summary>
internal static class ClassEmitter
{
    public static void Emit(SourceWriter writer, NetworkModel model, ElementType element, StepLayout layout, IReadOnlyDictionary<string, long> flops, NetworkFlow flow)
    {
        string type = element.Name, name = model.Declaration.Type.Name;
        writer.Line("/// <remarks>");
        writer.Line("/// Compiled from its attributes:");
        writer.Line("/// <code>");
        foreach (string line in LayerTable.Lines(model, flops, flow))
            writer.Line($"/// {line.Replace("&", "&amp;").Replace("<", "&lt;")}");
        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Block($"{model.Declaration.Type.Header} : global::NetCompiler.{Interface(model, layout)}<{type}>"))
        {
            writer.Line($"private readonly global::NetCompiler.Kernels.NetworkState<{type}> _network;");
            writer.Line();
            writer.Line("/// <summary>Makes a network with freshly initialised parameters.</summary>");
            writer.Line("/// <param name=\"seed\">The seed of the initialisers: the same seed gives the same parameters on every machine.</param>");
            writer.Line($"public {name}(ulong seed = 0) => _network = new global::NetCompiler.Kernels.NetworkState<{type}>(Definition, seed);");
            writer.Line();
            writer.Line("/// <summary>What was declared: shapes, layers, parameters and loss.</summary>");
            writer.Line("public static global::NetCompiler.NetworkDefinition Definition { get; } = global::NetCompiler.Generated.Declared.Definition();");
            writer.Line();
            writer.Line($"global::NetCompiler.NetworkDefinition global::NetCompiler.INetwork<{type}>.Definition => Definition;");
            Property(writer, "int", "InputLength", $"{model.Graph.Input.ExampleLength}");
            Property(writer, "int", "OutputLength", $"{model.Graph.Output.ExampleLength}");
            Property(writer, "int", "TargetLength", $"{model.TargetLength}");
            if (model.Decoder is not null)
            {
                Property(writer, $"global::System.Span<{type}>", "Parameters", "_network.Parameters");
                EmitFreeze(writer, type);
                EmitWorkspace(writer, model, type, layout);
                new DecoderClassEmitter(writer, model, type, layout).EmitMembers(layout.Front);
                return;
            }

            if (model.Declaration.IsSequence)
            {
                Property(writer, "int", "MaxSteps", $"{model.Graph.Input.Steps}");
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public global::NetCompiler.SequenceState<{type}> CreateSequenceState(int batch = 1) => _network.CreateSequenceState(batch);");
            }

            Property(writer, $"global::System.Span<{type}>", "Parameters", "_network.Parameters");
            EmitPredict(writer, model, type, layout.Inference);
            EmitFreeze(writer, type);
            EmitWorkspace(writer, model, type, layout);
            EmitGradient(writer, model, type, layout);
            if (layout.Measure is { } measure)
                MeasureEmitter.EmitMember(writer, model, type, layout, measure);
            EmitLoss(writer, model, type, layout);
            if (layout.Stream is { } stream)
                StreamEmitter.EmitMembers(writer, model, type, stream);
        }
    }

    private static string Interface(NetworkModel model, StepLayout layout) =>
        model.Decoder is not null ? "ISequenceToSequenceNetwork" : layout.Stream is not null ? "IRecurrentNetwork" : model.Declaration.IsSequence ? "ISequenceNetwork" : "INetwork";

    public static void Property(SourceWriter writer, string type, string name, string value, string modifiers = "public")
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{modifiers} {type} {name} => {value};");
    }

    /// <summary>Writes the method that takes a batch through a pass of inference, block by block.</summary>
    public static void EmitPredict(SourceWriter writer, NetworkModel model, string type, InferenceLayout layout, string modifiers = "public")
    {
        if (model.Declaration.IsSequence)
        {
            new SequenceClassEmitter(writer, model, type).EmitPredict(layout, modifiers);
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"{modifiers} void Predict(global::System.ReadOnlySpan<{type}> input, global::System.Span<{type}> output)"))
        {
            writer.Line($$"""
                int batch = _network.CheckPredict(input, output);
                {{TokenChecks(model)}}int capacity = global::NetCompiler.Kernels.Rows.Capacity(batch, {{layout.Rows}});
                ref {{type}} arena = ref global::NetCompiler.Kernels.Scratch<{{type}}>.Get({{layout.FrontLength}} + ({{layout.RowLength}} * capacity));
                for (int first = 0; first < batch; first += {{layout.Rows}})
                {
                    global::NetCompiler.Generated.Passes.{{layout.Pass}}(new global::NetCompiler.Kernels.RowBlock<{{type}}>(
                        ref global::NetCompiler.Kernels.Rows.At(input, first, {{model.Graph.Input.ExampleLength}}),
                        ref global::NetCompiler.Kernels.Rows.At(output, first, {{model.Graph.Output.ExampleLength}}),
                        ref _network.First,
                        ref arena,
                        frontLength: {{layout.FrontLength}},
                        rows: global::System.Math.Min(batch - first, {{layout.Rows}}),
                        capacity));
                }
                """);
        }
    }

    private static void EmitFreeze(SourceWriter writer, string type)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public global::NetCompiler.FrozenNetwork<{type}> Freeze() => new global::NetCompiler.Generated.Frozen(_network);");
    }

    private static void EmitWorkspace(SourceWriter writer, NetworkModel model, string type, StepLayout layout)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public global::NetCompiler.Workspace<{type}> CreateWorkspace(int maxBatch) =>");
        using (writer.Indent())
            writer.Line($"_network.CreateWorkspace(maxBatch, frontLength: {layout.FrontLength}, rowLength: {layout.TrainingRowLength + layout.PanelRowLength}, mostRows: {layout.TrainingRows});");
    }

    private static void EmitGradient(SourceWriter writer, NetworkModel model, string type, StepLayout layout)
    {
        if (model.Declaration.IsSequence)
        {
            new SequenceClassEmitter(writer, model, type).EmitGradient(layout, layout.Front);
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        string header = $"public {type} Gradient(global::System.ReadOnlySpan<{type}> input, global::System.ReadOnlySpan<{type}> target, global::NetCompiler.Workspace<{type}> workspace)";
        if (model.Loss is null)
        {
            writer.Line($"{header} => throw _network.NoLoss();");
            return;
        }

        if (layout.TrainsOnWholeBatch)
        {
            using (writer.Block(header))
                EmitWholeBatch(writer, model, type, layout);
            return;
        }

        (string draws, string nextStep) = Draws(model, "first");
        using (writer.Block(header))
        {
            writer.Line("int batch = _network.CheckGradient(input, target, workspace);");
            LossCount.Emit(writer, model);
            var block = new TrainingBlock(type, $"input, first, {model.Graph.Input.ExampleLength}", $"target, first, {model.TargetLength}", layout.Front, LossCount.Scale(model, type))
            {
                Rows = $"global::System.Math.Min(batch - first, {layout.TrainingRows})",
                Accumulates = "first > 0",
            };
            writer.Line($$"""
                {{TokenChecks(model)}}int capacity = global::NetCompiler.Kernels.Rows.Capacity(workspace.MaxBatch, {{layout.TrainingRows}});
                double loss = 0;
                """);
            using (writer.Block($"for (int first = 0; first < batch; first += {layout.TrainingRows})"))
            {
                writer.Line($"""
                    global::NetCompiler.Kernels.RowBlock<{type}> rows = {block.New()}{draws};
                    global::NetCompiler.Generated.Passes.Forward(rows);
                    loss += global::NetCompiler.Generated.Passes.Backward(rows);
                    {FiniteCheckEmitter.Ending(model.Graph, type, "rows")}
                    """);
            }

            writer.Line();
            writer.Line($"{nextStep}return ({type})(loss / {LossCount.Of(model)});");
        }
    }

    /// <summary>Ids are looked at before anything is done, so that one outside the vocabulary leaves everything as it was.</summary>
    /// <param name="model">The network.</param>
    /// <param name="input">The ids, and where there are sequences their lengths and steps.</param>
    /// <param name="ofDecoder">Whether they are those that a decoder reads.</param>
    public static string TokenChecks(NetworkModel model, string input = "input", bool ofDecoder = false) =>
        string.Concat(model.Inference.AllOperations.OfType<Gather>().Where(gather => gather.Indices.OfDecoder == ofDecoder).Select(gather =>
            $"_network.{(ofDecoder ? "CheckWritten" : "CheckTokens")}({input}, vocabulary: {gather.Table.Dimensions[0]}, \"{gather.Layer}\");\n"));

    /// <summary>Elements in front of the activations of a step, as an expression.</summary>
    public static string Front(int length, int panelRowLength) => panelRowLength == 0 ? $"{length}" : $"{length} + ({panelRowLength} * capacity)";

    /// <summary>What a network draws depends on the step and the place in the batch.</summary>
    public static (string Draws, string NextStep) Draws(NetworkModel model, string first) =>
        model.Graph.IsRandom ? ($" {{ Draws = new(workspace.Seed, workspace.Step, {first}) }}", "workspace.Step++;\n") : ("", "");

    /// <summary>The examples depend on each other, so the whole batch is one block.</summary>
    private static void EmitWholeBatch(SourceWriter writer, NetworkModel model, string type, StepLayout layout)
    {
        (string draws, string nextStep) = Draws(model, "0");
        writer.Line("int batch = _network.CheckGradient(input, target, workspace);");
        LossCount.Emit(writer, model);
        if (model.LeastBatch.Batch > 1)
            writer.Line($"_network.CheckLeastBatch(batch, {model.LeastBatch.Batch}, \"{model.LeastBatch.Layer}\");");
        var block = new TrainingBlock(type, $"input, 0, {model.Graph.Input.ExampleLength}", $"target, 0, {model.TargetLength}", layout.Front, LossCount.Scale(model, type));
        writer.Line($$"""
            {{TokenChecks(model)}}int capacity = global::NetCompiler.Kernels.Rows.Capacity(workspace.MaxBatch, {{layout.TrainingRows}});
            global::NetCompiler.Kernels.RowBlock<{{type}}> rows = {{block.New()}}{{draws}};
            global::NetCompiler.Generated.Passes.Forward(rows);
            double loss = global::NetCompiler.Generated.Passes.Backward(rows);
            {{FiniteCheckEmitter.Ending(model.Graph, type, "rows")}}
            {{nextStep}}return ({{type}})(loss / {{LossCount.Of(model)}});
            """);
    }

    private static void EmitLoss(SourceWriter writer, NetworkModel model, string type, StepLayout layout)
    {
        if (model.Declaration.IsSequence)
        {
            new SequenceClassEmitter(writer, model, type).EmitLoss(layout);
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        string header = $"public {type} Loss(global::System.ReadOnlySpan<{type}> output, global::System.ReadOnlySpan<{type}> target)";
        if (model.Loss is null)
        {
            writer.Line($"{header} => throw _network.NoLoss();");
            return;
        }

        using (writer.Block(header))
        {
            writer.Line("int batch = _network.CheckLoss(output, target);");
            LossCount.Emit(writer, model);
            TrainingBlock block = TrainingBlock.OfLoss(type, $"output, 0, {model.Graph.Output.ExampleLength}", $"target, 0, {model.TargetLength}", layout.FrontLength, LossCount.Scale(model, type));
            writer.Line($$"""
                double loss = global::NetCompiler.Generated.Passes.Loss({{block.New()}});
                return ({{type}})(loss / {{LossCount.Of(model)}});
                """);
        }
    }
}
