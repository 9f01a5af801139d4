namespace NetCompiler.Pages;

/// <summary>The charts of the gradient at every layer.</summary>
internal static class DepthCharts
{
    /// <summary>Layer by step: the error signal relative to the output.</summary>
    public static void WriteHeatMap(HtmlWriter html, GradientFlowReport report, FlowColumns columns, string id)
    {
        IReadOnlyList<LayerDefinition> layers = FlowRows.Of(report);
        HeatRow[] rows = [.. layers.Select(layer => new HeatRow(layer.Path, layer.Kind, columns.Select(step => FlowRows.Log10(step.Layer(layer.Path)))))];
        int all = report.Steps[0].Layers.Length;
        string some = layers.Count < all ? FormattableString.Invariant($" ({layers.Count} of {all} layers)") : "";
        new HeatMap($"{id}-depth", $"The gradient at every layer, relative to the output{some}", Describe(rows), "step", columns.Numbers, rows) { RelativeTo = "at the output" }.Write(html);
    }

    /// <summary>Layer by layer: what was predicted, and what was measured in the first step and in the last.</summary>
    public static void WritePrediction(HtmlWriter html, GradientFlowReport report, string id)
    {
        bool isOne = report.Steps.Length == 1;
        FactorRow[] rows =
        [
            .. FlowRows.Of(report).Select(layer =>
            {
                GradientFlowPrediction? prediction = report.Prediction(layer.Path);
                return new FactorRow(
                    layer.Path, layer.Kind, prediction?.Log10ErrorSignal ?? double.NaN, prediction?.Uncertainty ?? double.NaN,
                    FlowRows.Log10(report.Steps[0].Layer(layer.Path)), isOne ? double.NaN : FlowRows.Log10(report.Steps[^1].Layer(layer.Path)));
            }),
        ];
        double[] differences = [.. rows.Where(row => double.IsFinite(row.Predicted) && double.IsFinite(row.Measured)).Select(row => Math.Abs(row.Measured - row.Predicted))];
        string description = differences.Length == 0
            ? "There is nothing to compare."
            : FormattableString.Invariant($"Prediction and first step differ by at most {differences.Max():0.00} decimal digits; the factors are in the table of numbers.");
        new FactorChart($"{id}-prediction", "Predicted by the compiler and measured: the gradient at every layer, relative to the output", description, rows).Write(html);
    }

    private static string Describe(HeatRow[] rows)
    {
        HeatRow[] last = [.. rows.Where(row => double.IsFinite(row.Log10[^1]))];
        return last.Length == 0
            ? "The last step has no finite gradient."
            : $"In the last step the factor is least, {FactorText.Of(last.Min(row => row.Log10[^1]))}, at {last.MinBy(row => row.Log10[^1])!.Label}, and greatest, {FactorText.Of(last.Max(row => row.Log10[^1]))}, at {last.MaxBy(row => row.Log10[^1])!.Label}.";
    }
}
