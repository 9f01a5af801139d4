using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>The sizes that the member around the measuring pass needs.</summary>
/// <param name="RowLength">Elements of the activations of one row.</param>
/// <param name="FrontLength">Elements of the panel and the statistics in front of the activations.</param>
/// <param name="PanelRowLength">Further elements of the panel for every row of a block.</param>
internal sealed record MeasureLayout(int RowLength, int FrontLength, int PanelRowLength)
{
    /// <summary>Elements in front of the activations, as an expression.</summary>
    public string Front => ClassEmitter.Front(FrontLength, PanelRowLength);

    /// <summary>The memory of a workspace, as an expression.</summary>
    public string Arena(string type) => $"global::NetCompiler.Kernels.NetworkState<{type}>.MeasuringArena(workspace, {FrontLength} + ({RowLength + PanelRowLength} * capacity))";
}

/// <summary>Emits a second training step, for the steps that are measured: it computes the same, and tells a probe of every layer's output and gradient as soon as they are there. The
/// passes of all other steps know nothing of it.</summary>
internal static class MeasureEmitter
{
    /// <summary>The step, optimized.</summary>
    public static ComputeGraph Graph(NetworkModel model) =>
        PassPipeline.ForMeasuring(model.Graph, [.. model.AllLayers.Select(layer => new MeasuredLayer(layer.Path, layer.Output, model.Signal(layer), layer.Gates))]);

    public static MeasureLayout EmitPass(SourceWriter writer, PlacedStep step, ElementType element)
    {
        ILookup<bool, Operation> isUpdate = step.Graph.Operations.ToLookup(operation => operation.Phase == Phase.Update);
        writer.Line();
        writer.Line("/// <summary>Forward and backward at once, for a step that is measured: the probe is told of outputs and gradients while they are in memory.</summary>");
        using (writer.Block($"public static double Measure({PassEmitter.Blocks(step.Graph, element)}, GradientProbe<{element.Name}> probe)"))
        {
            writer.Line("probe.Begin(m.Rows);");
            step.Emitter.Emit(writer, isUpdate[false]);
            if (isUpdate[true].Any())
            {
                writer.Line("if (double.IsFinite(loss))");
                using (writer.Indent())
                    writer.Line($"probe.Updated(UpdateMeasured({PassEmitter.Arguments(step.Graph)}));");
            }

            writer.Line("return loss;");
        }

        if (isUpdate[true].Any())
            FiniteCheckEmitter.EmitUpdate(writer, "UpdateMeasured", step, element);

        return new MeasureLayout(step.Plan.RowLength, step.FrontLength, step.PanelRowLength);
    }

    public static void EmitMember(SourceWriter writer, NetworkModel model, string type, StepLayout layout, MeasureLayout measure)
    {
        if (model.Declaration.IsSequence)
        {
            new SequenceClassEmitter(writer, model, type).EmitMeasure(layout, measure);
            return;
        }

        (string draws, string nextStep) = ClassEmitter.Draws(model, "first");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"{type} global::NetCompiler.INetwork<{type}>.Measure(global::System.ReadOnlySpan<{type}> input, global::System.ReadOnlySpan<{type}> target, global::NetCompiler.Workspace<{type}> workspace, global::NetCompiler.Kernels.GradientProbe<{type}> probe)"))
        {
            writer.Line("int batch = _network.CheckMeasure(input, target, workspace, probe);");
            LossCount.Emit(writer, model);
            if (model.LeastBatch.Batch > 1)
                writer.Line($"_network.CheckLeastBatch(batch, {model.LeastBatch.Batch}, \"{model.LeastBatch.Layer}\");");
            var block = new TrainingBlock(type, $"input, first, {model.Graph.Input.ExampleLength}", $"target, first, {model.TargetLength}", measure.Front, LossCount.Scale(model, type))
            {
                Arena = "arena",
                Rows = $"global::System.Math.Min(batch - first, {layout.TrainingRows})",
                Accumulates = "first > 0",
            };
            writer.Line($$"""
                {{ClassEmitter.TokenChecks(model)}}int capacity = global::NetCompiler.Kernels.Rows.Capacity(workspace.MaxBatch, {{layout.TrainingRows}});
                ref {{type}} arena = ref {{measure.Arena(type)}};
                double loss = 0;
                for (int first = 0; first < batch; first += {{layout.TrainingRows}})
                {
                    loss += global::NetCompiler.Generated.Passes.Measure(
                        {{block.New(depth: 2)}}{{draws}},
                        probe);
                }

                {{nextStep}}return ({{type}})(loss / {{LossCount.Of(model)}});
                """);
        }
    }
}
