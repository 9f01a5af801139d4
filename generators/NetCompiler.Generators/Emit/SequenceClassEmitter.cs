using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the members of a network of sequences: each entry with lengths and without, which share one body.</summary>
internal sealed class SequenceClassEmitter(SourceWriter writer, NetworkModel model, string type)
{
    private const string Kernels = "global::NetCompiler.Kernels";
    private const string Passes = "global::NetCompiler.Generated.Passes";
    private const string Lengths = "global::System.ReadOnlySpan<int> lengths";

    private string TokenChecks => ClassEmitter.TokenChecks(model, "input, lengths, steps");

    /// <summary>The steps that have a loss each.</summary>
    private string Steps => model.Graph.Output.IsSequence ? "steps" : "1";

    private string OfLengths => model.Graph.Output.IsSequence ? "lengths" : "default";

    private string State => $"global::NetCompiler.SequenceState<{type}>? state";

    private int MostSteps => model.Graph.Input.Steps;

    private string Input => $"global::System.ReadOnlySpan<{type}> input";

    private string Target => $"global::System.ReadOnlySpan<{type}> target";

    private string Workspace => $"global::NetCompiler.Workspace<{type}> workspace";

    /// <summary>Writes the methods that take a batch through a pass of inference, block by block.</summary>
    public void EmitPredict(InferenceLayout layout, string modifiers)
    {
        string output = $"global::System.Span<{type}> output";
        Entry($"{modifiers} void Predict({Input}, {output})", $"Predict(input, default, output, state: null, _network.CheckPredict(input, output), {MostSteps});");
        Entry($"{modifiers} void Predict({Input}, {Lengths}, {output}, {State} = null)", "Predict(input, lengths, output, state, lengths.Length, _network.CheckPredict(input, lengths, output, state));");
        writer.Line();
        using (writer.Block($"private void Predict({Input}, {Lengths}, {output}, {State}, int batch, int steps)"))
        {
            writer.Line($$"""
                {{TokenChecks}}int capacity = {{Kernels}}.Rows.Capacity(batch, {{layout.Rows}});
                ref {{type}} arena = ref {{Kernels}}.Scratch<{{type}}>.Get({{layout.FrontLength}} + ({{layout.RowLength}} * capacity));
                for (int first = 0; first < batch; first += {{layout.Rows}})
                {
                    {{Passes}}.{{layout.Pass}}(new {{Kernels}}.RowBlock<{{type}}>(
                        ref {{Kernels}}.Rows.At(input, first, steps * {{model.Graph.Input.Length}}),
                        ref {{Kernels}}.Rows.At(output, first, {{(model.Graph.Output.IsSequence ? "steps * " : "")}}{{model.Graph.Output.Length}}),
                        ref _network.First,
                        ref arena,
                        frontLength: {{layout.FrontLength}},
                        rows: global::System.Math.Min(batch - first, {{layout.Rows}}),
                        capacity).WithSteps(steps, lengths, first).WithState(state, first));
                }
                """);
        }
    }

    /// <summary>Writes the methods of a training step, which takes the whole batch at once.</summary>
    public void EmitGradient(StepLayout layout, string frontLength)
    {
        string whole = $"public {type} Gradient({Input}, {Target}, {Workspace})", padded = $"public {type} Gradient({Input}, {Lengths}, {Target}, {Workspace}, {State} = null)";
        if (model.Loss is null)
        {
            Entry(whole, "throw _network.NoLoss();");
            Entry(padded, "throw _network.NoLoss();");
            return;
        }

        Entry(whole, $"Gradient(input, default, target, workspace, state: null, _network.CheckGradient(input, target, workspace), {MostSteps});");
        Entry(padded, "Gradient(input, lengths, target, workspace, state, lengths.Length, _network.CheckGradient(input, lengths, target, workspace, state));");
        EmitStep(layout, $"Gradient({Input}, {Lengths}, {Target}, {Workspace}, {State}, int batch, int steps)", new TrainingBlock(type, "input, 0, 0", "target, 0, 0", frontLength, LossCount.Scale(model, type)), $"""
            {Passes}.Forward(rows);
            double loss = {Passes}.Backward(rows);
            {FiniteCheckEmitter.Ending(model.Graph, type, "rows", "rows.AsBegun(state)")}

            """);
    }

    /// <summary>Writes the methods of a training step that is measured.</summary>
    public void EmitMeasure(StepLayout layout, MeasureLayout measure)
    {
        string probe = $"{Kernels}.GradientProbe<{type}> probe";
        Entry($"{type} global::NetCompiler.INetwork<{type}>.Measure({Input}, {Target}, {Workspace}, {probe})",
            $"Measure(input, default, target, workspace, probe, state: null, _network.CheckMeasure(input, target, workspace, probe), {MostSteps});");
        Entry($"{type} global::NetCompiler.ISequenceNetwork<{type}>.Measure({Input}, {Lengths}, {Target}, {Workspace}, {probe}, {State})",
            "Measure(input, lengths, target, workspace, probe, state, lengths.Length, _network.CheckMeasure(input, lengths, target, workspace, state, probe));");
        var block = new TrainingBlock(type, "input, 0, 0", "target, 0, 0", measure.Front, LossCount.Scale(model, type)) { Arena = measure.Arena(type) };
        EmitStep(layout, $"Measure({Input}, {Lengths}, {Target}, {Workspace}, {probe}, {State}, int batch, int steps)", block, $"double loss = {Passes}.Measure(rows, probe);\n");
    }

    private void EmitStep(StepLayout layout, string header, TrainingBlock block, string passes)
    {
        writer.Line();
        using (writer.Block($"private {type} {header}"))
        {
            string draws = model.Graph.IsRandom ? " { Draws = new(workspace.Seed, workspace.Step, 0) }" : "";
            if (model.LeastBatch.Batch > 1)
                writer.Line($"_network.CheckLeastBatch(batch, {model.LeastBatch.Batch}, \"{model.LeastBatch.Layer}\");");
            if (model.Graph.Operations.OfType<Reduce>().FirstOrDefault(IsOverSteps) is { } statistic)
                writer.Line($"_network.CheckWhole(lengths, steps, \"{statistic.Layer}\");");

            LossCount.Emit(writer, model, Steps, OfLengths);
            writer.Line($$"""
                {{TokenChecks}}int capacity = {{Kernels}}.Rows.Capacity(workspace.MaxBatch, {{layout.TrainingRows}});
                {{Kernels}}.RowBlock<{{type}}> rows = {{block.New()}}{{draws}}.WithSteps(steps, lengths, 0).WithState(state, 0);
                {{passes}}{{(model.Graph.IsRandom ? "workspace.Step++;\n" : "")}}return ({{type}})(loss / {{LossCount.Of(model)}});
                """);
        }
    }

    /// <summary>Writes the methods for the loss of given outputs.</summary>
    public void EmitLoss(StepLayout layout)
    {
        string output = $"global::System.ReadOnlySpan<{type}> output";
        string whole = $"public {type} Loss({output}, {Target})", padded = $"public {type} Loss({output}, {Lengths}, {Target})";
        if (model.Loss is null)
        {
            Entry(whole, "throw _network.NoLoss();");
            Entry(padded, "throw _network.NoLoss();");
            return;
        }

        Entry(whole, $"Loss(output, default, target, _network.CheckLoss(output, target), {MostSteps});");
        Entry(padded, "Loss(output, lengths, target, lengths.Length, _network.CheckLoss(output, lengths, target));");
        writer.Line();
        using (writer.Block($"private {type} Loss({output}, {Lengths}, {Target}, int batch, int steps)"))
        {
            LossCount.Emit(writer, model, Steps, OfLengths);
            TrainingBlock block = TrainingBlock.OfLoss(type, "output, 0, 0", "target, 0, 0", layout.FrontLength, LossCount.Scale(model, type));
            writer.Line($$"""
                double loss = {{Passes}}.Loss({{block.New()}} { Steps = steps, Lengths = lengths });
                return ({{type}})(loss / {{LossCount.Of(model)}});
                """);
        }
    }

    /// <summary>Whether all steps of the batch give one number, padding among them.</summary>
    public static bool IsOverSteps(Reduce reduce) => reduce is { Axis: not Axis.Features, Phase: Phase.Forward, Shape: { PerExample: true, IsSequence: true } };

    private void Entry(string header, string body)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{header} =>");
        using (writer.Indent())
            writer.Line(body);
    }
}
