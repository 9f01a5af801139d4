namespace NetCompiler.Pages;

/// <summary>The charts of recurrent layers.</summary>
internal static class TimeCharts
{
    /// <summary>The most time steps that are shown.</summary>
    private const int Most = 40;

    /// <summary>For each recurrent layer, time step by training step: the gradient with respect to the state.</summary>
    public static void Write(HtmlWriter html, GradientFlowReport report, FlowColumns columns, string id)
    {
        int number = 0;
        foreach (LayerGradientFlow layer in report.Steps[0].Layers.Where(IsRecurrent))
        {
            if (number == 0)
                html.Write($"<h2>Through time</h2>\n<p>A recurrent layer hands its state from step to step. How much of the gradient gets back to the first time step decides over what spans the layer can learn.</p>\n");
            double[][] through = [.. columns.Steps.Select(step => FlowRows.ThroughTime(step.Layer(layer.Layer)!))];
            int steps = layer.ErrorSignalByStep.Length;
            HeatRow[] rows = [.. Spread.Over(steps, Most).Select(t => new HeatRow(FormattableString.Invariant($"t = {t + 1}"), "", [.. through.Select(signal => signal[t])]))];
            LayerGradientFlow last = report.Steps[^1].Layer(layer.Layer)!;
            string kind = report.Definition.AllLayers.First(other => other.Path == layer.Layer).Kind;
            string description = $"In the last step {Verdicts.Factor(through[^1][0])} of the greatest gradient reaches the first of {steps} time steps.{(last.Gates.IsEmpty ? "" : $" Its gates are open, on average: {GradientFlowText.Gates(last)}.")}";
            new HeatMap(FormattableString.Invariant($"{id}-time{number++}"), $"The gradient of the state of {layer.Layer} ({kind}) at every time step, relative to the greatest", description, "step", columns.Numbers, rows) { RelativeTo = "where it is greatest" }.Write(html);
        }
    }

    private static bool IsRecurrent(LayerGradientFlow layer) => layer.ErrorSignalByStep.Length > 1;
}
