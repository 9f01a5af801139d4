using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>A report as a text of at most 100 columns.</summary>
internal static class GradientFlowText
{
    private const int Width = 100;
    private const int SparklineWidth = 14;
    private const int LayerWidth = 24;
    private const int KindWidth = 12;

    /// <summary>The most layers that are shown.</summary>
    private const int MostRows = 48;

    public static string Of(GradientFlowReport report)
    {
        var text = new StringBuilder();
        GradientFlowFinding? verdict = report.Findings.FirstOrDefault();
        AppendWrapped(text, $"{report.Definition.Name}: {Verdict(verdict)}", indent: "");
        foreach (GradientFlowFinding finding in report.Findings)
            AppendWrapped(text, $"{Sentence(finding.Cause)} {Sentence(finding.Remedy)} [{string.Join(", ", finding.Diagnostics)}]", indent: "  ");
        if (report.Steps.IsEmpty)
            return text.Append("no step was measured").ToString();
        AppendWrapped(text, Summary(report), indent: "");
        AppendTable(text, Rows(report));
        foreach (LayerGradientFlow layer in report.Steps[^1].Layers.Where(layer => !layer.Gates.IsEmpty).Take(MostRows))
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"gates of {Short(layer.Layer)}, on average: {Gates(layer)}");
        return text.ToString();
    }

    private static string Verdict(GradientFlowFinding? verdict) => verdict is null
        ? "the gradient is healthy"
        : string.Create(CultureInfo.InvariantCulture, $"{State(verdict.State)} since step {verdict.Since}{(verdict.Layer is null ? "" : $" at {verdict.Layer}")}");

    private static string State(GradientFlowState state) => state switch
    {
        GradientFlowState.Vanishing => "the gradient vanishes",
        GradientFlowState.Exploding => "the gradient explodes",
        GradientFlowState.Dead => "units are dead",
        GradientFlowState.Saturated => "an activation is saturated",
        GradientFlowState.NotFinite => "not finite",
        _ => "healthy",
    };

    private static string Sentence(string clause) => $"{char.ToUpperInvariant(clause[0])}{clause[1..]}.";

    private static string Summary(GradientFlowReport report)
    {
        GradientFlowStep first = report.Steps[0], last = report.Steps[^1];
        string steps = report.StepsTaken > 0 ? string.Create(CultureInfo.InvariantCulture, $"{report.StepsTaken} steps, {report.Steps.Length} measured") : "one step, not applied";
        string norm = report.Steps.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{first.GradientNorm:G3} → {last.GradientNorm:G3}") : string.Create(CultureInfo.InvariantCulture, $"{first.GradientNorm:G3}");
        string clipped = report.StepsClipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {100 * report.ClipRate:0}% of the steps clipped") : "";
        string notFinite = report.StepsNotFinite > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {report.StepsNotFinite} not finite") : "";
        return $"{steps}; norm of the gradient {norm}{clipped}{notFinite}. Below: the error signal relative to the output.";
    }

    private static List<string[]> Rows(GradientFlowReport report)
    {
        GradientFlowStep first = report.Steps[0], last = report.Steps[^1];
        bool isOne = report.Steps.Length == 1;
        Dictionary<string, LayerDefinition> layers = report.Definition.AllLayers.ToDictionary(layer => layer.Path);
        var histories = first.Layers.ToDictionary(layer => layer.Layer, layer => report.Steps.Select(step => step.Layer(layer.Layer)!.Log10ErrorSignal).ToArray());
        double[] finite = [.. histories.Values.SelectMany(history => history).Where(double.IsFinite)];
        // Bars at least a decade high in all, so that noise does not look like much.
        double greatest = finite.DefaultIfEmpty(0).Max(), least = Math.Min(finite.DefaultIfEmpty(0).Min(), greatest - 1);
        List<string[]> rows =
        [
            ["layer", "kind", "predicted", "step 1", isOne ? "" : string.Create(CultureInfo.InvariantCulture, $"step {last.Step}"), isOne ? "" : "history", last.Parameters.Any(parameter => double.IsFinite(parameter.UpdateRatio)) ? "update" : "", "outputs"],
        ];
        int stride = (first.Layers.Length + MostRows - 1) / MostRows;
        HashSet<string?> named = [.. report.Findings.Select(finding => finding.Layer), first.Layers.LastOrDefault()?.Layer];
        for (int i = 0; i < first.Layers.Length; i++)
        {
            string path = first.Layers[i].Layer;
            if (i % stride != 0 && !named.Contains(path))
                continue;
            LayerGradientFlow now = last.Layer(path)!;
            rows.Add(
            [
                Short(path), Cut(layers[path].Kind, KindWidth), report.Prediction(path)?.ToString() ?? "", FactorText.Of(first.Layers[i].Log10ErrorSignal),
                isOne ? "" : FactorText.Of(now.Log10ErrorSignal), isOne ? "" : Sparkline.Of(histories[path], SparklineWidth, least, greatest),
                Update(layers[path], last), Outputs(now),
            ]);
        }

        return rows;
    }

    /// <summary>What the last step changed of the layer's weights, relative to them; nothing when it was not measured.</summary>
    public static string Update(LayerDefinition layer, GradientFlowStep last)
    {
        ParameterInfo? weight = layer.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Weight);
        double ratio = last.Parameters.FirstOrDefault(parameter => parameter.Parameter == weight?.Name)?.UpdateRatio ?? double.NaN;
        return double.IsNaN(ratio) ? "" : ratio.ToString(ratio == 0 ? "0" : "0.0e-0", CultureInfo.InvariantCulture);
    }

    private static string Outputs(LayerGradientFlow layer)
    {
        if (layer.NonFinite > 0)
            return "not finite";
        if (layer.DeadUnits >= 0.1)
            return string.Create(CultureInfo.InvariantCulture, $"{100 * layer.DeadUnits:0}% dead");
        if (layer.Saturation >= 0.1 && double.IsNaN(layer.DeadUnits))
            return string.Create(CultureInfo.InvariantCulture, $"{100 * layer.Saturation:0}% flat");
        return double.IsNaN(layer.ActivationMean) ? "" : string.Create(CultureInfo.InvariantCulture, $"{layer.ActivationMean:G2} ± {layer.ActivationStandardDeviation:G2}");
    }

    private static void AppendTable(StringBuilder text, List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => column is < 2 or 5 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])).Where((_, column) => widths[column] > 0);
            string line = string.Join("  ", cells).TrimEnd();
            text.Append(line.Length > Width ? line[..Width] : line).Append('\n');
        }

        text.Length--;
    }

    private static void AppendWrapped(StringBuilder text, string line, string indent)
    {
        while (line.Length + indent.Length > Width)
        {
            int space = line.LastIndexOf(' ', Width - indent.Length);
            if (space <= 0)
                break;
            text.Append(indent).Append(line, 0, space).Append('\n');
            line = line[(space + 1)..];
        }

        text.Append(indent).Append(line).Append('\n');
    }

    /// <summary>How far open the gates of a layer are.</summary>
    public static string Gates(LayerGradientFlow layer) => string.Join(", ", layer.Gates.Select(gate => string.Create(CultureInfo.InvariantCulture, $"{gate.Gate} {gate.Mean:0.00}")));

    private static string Cut(string text, int width) => text.Length > width ? $"{text[..(width - 1)]}…" : text;

    /// <summary>The end of a path tells most.</summary>
    private static string Short(string path) => path.Length > LayerWidth ? $"…{path[^(LayerWidth - 1)..]}" : path;
}
