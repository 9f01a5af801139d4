using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits what finds out where a step is not finite. It runs only when a loss is not, or a statistic of the batch.</summary>
internal static class FiniteCheckEmitter
{
    /// <summary>Writes the search for the layer: the step is taken again and measured, because a step that is not measured keeps few of its activations.</summary>
    public static void EmitSearch(SourceWriter writer, ComputeGraph graph, MeasureLayout measure, ElementType element)
    {
        string type = element.Name, sizes = $"workspace, frontLength: {measure.FrontLength}, panelRowLength: {measure.PanelRowLength}, rowLength: {measure.RowLength}";
        string blocks = graph.DecoderInput is null ? $"m.Again({sizes})" : $"m.Again({sizes}), d.Again({sizes})";
        writer.Line();
        writer.Line("/// <summary>Takes a step again, in memory of its own, and measures every layer on the way.</summary>");
        writer.Line("/// <returns>The path of the first layer with an activation that is infinite or NaN; null when there is none.</returns>");
        using (writer.Block($"public static string? FirstNonFinite({PassEmitter.Blocks(graph, element)}, Workspace<{type}> workspace)"))
        {
            writer.Line($"GradientProbe<{type}> probe = NetworkState<{type}>.Search(workspace);");
            writer.Line($"Measure({blocks}, probe);");
            writer.Line("return probe.FirstNonFiniteLayer;");
        }
    }

    /// <summary>Writes the pass that updates running statistics, unless one of the batch is not finite: what is added to a running statistic stays in it.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="step">The training step.</param>
    /// <param name="element">The element type.</param>
    public static void EmitUpdate(SourceWriter writer, string name, PlacedStep step, ElementType element)
    {
        Operation[] updates = [.. step.Graph.Operations.Where(operation => operation.Phase == Phase.Update)];
        writer.Line();
        writer.Line("/// <summary>Updates running statistics from those of the batch, if all of these are finite.</summary>");
        writer.Line("/// <returns>The path of the first layer with one that is not; null when there is none.</returns>");
        PassEmitter.Method(writer, step.Graph, "string?", name, element, () =>
        {
            foreach (IGrouping<string, Operation> layer in updates.GroupBy(update => update.Layer))
            {
                IEnumerable<Value> statistics = layer.SelectMany(update => update.Inputs).Distinct().Where(value => !value.IsInBlock && !step.Places.ContainsKey(value));
                writer.Line($"if ({string.Join(" || ", statistics.Select(value => $"!m.IsFinite({step.Emitter.Reference(value)}, {value.Length})"))})");
                using (writer.Indent())
                    writer.Line($"return \"{layer.Key}\";");
            }

            writer.Line();
            step.Emitter.Emit(writer, updates);
            writer.Line("return null;");
        });
    }

    /// <summary>Statements at the end of a training step: where it stopped being finite, or else the running statistics.</summary>
    /// <param name="graph">The step.</param>
    /// <param name="type">The element type.</param>
    /// <param name="blocks">The row blocks.</param>
    /// <param name="begun">The row blocks as the step began with them, where it changes them; otherwise null.</param>
    public static string Ending(ComputeGraph graph, string type, string blocks, string? begun = null)
    {
        const string Passes = "global::NetCompiler.Generated.Passes";
        string network = $"global::NetCompiler.Kernels.NetworkState<{type}>";
        string search = $"if ({network}.IsSuspect(workspace, loss))\n    {network}.SetNonFiniteLayer(workspace, {Passes}.FirstNonFinite({begun ?? blocks}, workspace));";
        return graph.StateUpdates.IsEmpty ? search : $"{search}\nelse\n    {network}.SetNonFiniteLayer(workspace, {Passes}.Update({blocks}));";
    }
}
