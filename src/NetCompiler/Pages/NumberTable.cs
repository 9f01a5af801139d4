using System.Globalization;

namespace NetCompiler.Pages;

/// <summary>Everything that the charts show of the layers, as numbers.</summary>
internal static class NumberTable
{
    public static void Write(HtmlWriter html, GradientFlowReport report)
    {
        GradientFlowStep first = report.Steps[0], last = report.Steps[^1];
        Dictionary<string, LayerDefinition> layers = report.Definition.AllLayers.ToDictionary(layer => layer.Path);
        html.Write($"<details><summary>All numbers of the layers</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All numbers of the layers\"><table>\n<thead><tr><th scope=\"col\" rowspan=\"2\">layer</th><th scope=\"col\" rowspan=\"2\" class=\"left\">kind</th>");
        html.Write($"<th scope=\"colgroup\" colspan=\"3\" class=\"group\">error signal</th><th scope=\"colgroup\" colspan=\"3\" class=\"group\">weight gradient</th>");
        html.Write($"<th scope=\"col\" rowspan=\"2\">update</th><th scope=\"col\" rowspan=\"2\">outputs</th><th scope=\"col\" rowspan=\"2\">flat</th><th scope=\"col\" rowspan=\"2\">dead</th></tr>\n<tr>");
        for (int group = 0; group < 2; group++)
            html.Write($"<th scope=\"col\">predicted</th><th scope=\"col\">step {first.Step}</th><th scope=\"col\">step {last.Step}</th>");
        html.Write($"</tr></thead>\n<tbody>\n");
        foreach (LayerGradientFlow layer in last.Layers)
        {
            GradientFlowPrediction? prediction = report.Prediction(layer.Layer);
            string uncertain = prediction is { Uncertainty: > 0.005 } ? string.Create(CultureInfo.InvariantCulture, $" ± {prediction.Uncertainty:0.##} digits") : "";
            html.Write($"<tr><th scope=\"row\">{layer.Layer}</th><td class=\"left\">{layers[layer.Layer].Kind}</td><td>{(prediction is null ? "" : prediction.ToString())}{uncertain}</td>");
            html.Write($"<td>{Factor(first.Layer(layer.Layer))}</td><td>{Factor(layer)}</td><td>{Weight(prediction?.Log10WeightGradient)}</td><td>{Weight(first.Layer(layer.Layer)?.Log10WeightGradient)}</td><td>{Weight(layer.Log10WeightGradient)}</td><td>{GradientFlowTable.Update(layers[layer.Layer], last)}</td>");
            html.Write($"<td>{GradientFlowTable.Distribution(layer)}</td><td>{Percent(layer.Saturation)}</td><td>{Percent(layer.DeadUnits)}</td></tr>\n");
        }

        html.Write($"</tbody></table></div><p class=\"soft\">Error signal: relative to the output. Weight gradient: of one example, relative to the weights. Update: what the last step changed, relative to the weights. ");
        html.Write($"Flat: outputs where the activation has hardly any slope; dead: units that are 0 for every example.</p></details>\n");
    }

    private static string Factor(LayerGradientFlow? layer)
    {
        double log10 = FlowRows.Log10(layer);
        return double.IsPositiveInfinity(log10) ? "not finite" : FactorText.Of(log10);
    }

    private static string Weight(double? log10) => FactorText.Of(log10 ?? double.NaN);

    private static string Percent(double share) => double.IsNaN(share) ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}%");
}
