using System.Globalization;

namespace NetCompiler;

/// <summary>The layers of a report in a table of bounded width.</summary>
internal static class GradientFlowTable
{
    private const int SparklineWidth = 14;
    private const int LayerWidth = 24;
    private const int KindWidth = 12;

    /// <summary>Where the sparklines stand, which are as wide as the others leave them room.</summary>
    private const int History = 5;

    private const string Gap = "  ";

    /// <summary>The most layers that are shown.</summary>
    private const int MostRows = 48;

    /// <summary>The table of a report with at least one step.</summary>
    public static string Of(GradientFlowReport report, int width)
    {
        List<Row> rows = Rows(report);
        int[] widths = [.. Enumerable.Range(0, rows[0].Cells.Length).Select(column => rows.Max(row => row.Cells[column].Length))];
        int excess = widths.Where(cell => cell > 0).Sum(cell => cell + Gap.Length) - Gap.Length - width;
        if (excess > 0)
        {
            int bars = Math.Max(widths[History] - excess, rows[0].Cells[History].Length);
            widths[0] -= excess - (widths[History] - bars);
            widths[History] = bars;
            foreach (Row row in rows.Where(row => row.Bars is not null))
                row.Cells[History] = row.Bars!(bars);
        }

        return string.Join('\n', rows.Select(row => Line(row, widths)));
    }

    /// <summary>The beginning of a path tells where in the network it is, its end what it is.</summary>
    public static string Short(string path, int width = LayerWidth)
    {
        if (path.Length <= width)
            return path;
        int dot = path.IndexOf('.', path.IndexOf('.') + 1), head = dot > 0 && dot <= width / 2 ? dot : 0;
        return $"{path[..head]}…{path[^(width - head - 1)..]}";
    }

    /// <summary>What the last step changed of the layer's weights, relative to them; nothing when it was not measured.</summary>
    public static string Update(LayerDefinition layer, GradientFlowStep last)
    {
        ParameterInfo? weight = layer.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Weight);
        double ratio = last.Parameters.FirstOrDefault(parameter => parameter.Parameter == weight?.Name)?.UpdateRatio ?? double.NaN;
        return double.IsNaN(ratio) ? "" : ratio.ToString(ratio == 0 ? "0" : "0.0e-0", CultureInfo.InvariantCulture);
    }

    /// <summary>How outputs are distributed; nothing when it was not measured.</summary>
    public static string Distribution(LayerGradientFlow layer) => double.IsNaN(layer.ActivationMean) ? "" : $"{Number(layer.ActivationMean)} ± {Number(layer.ActivationStandardDeviation)}";

    private static List<Row> Rows(GradientFlowReport report)
    {
        GradientFlowStep first = report.Steps[0], last = report.Steps[^1];
        bool isOne = report.Steps.Length == 1;
        Dictionary<string, LayerDefinition> layers = report.Definition.AllLayers.ToDictionary(layer => layer.Path);
        var histories = first.Layers.ToDictionary(layer => layer.Layer, layer => report.Steps.Select(step => step.Layer(layer.Layer)!.Log10ErrorSignal).ToArray());
        double[] finite = [.. histories.Values.SelectMany(history => history).Where(double.IsFinite)];
        // Bars at least a decade high in all, so that noise does not look like much.
        double greatest = finite.DefaultIfEmpty(0).Max(), least = Math.Min(finite.DefaultIfEmpty(0).Min(), greatest - 1);
        List<Row> rows =
        [
            new(["layer", "kind", "predicted", "step 1", isOne ? "" : string.Create(CultureInfo.InvariantCulture, $"step {last.Step}"), isOne ? "" : "history", last.Parameters.Any(parameter => double.IsFinite(parameter.UpdateRatio)) ? "update" : "", "outputs"], null),
        ];
        int stride = (first.Layers.Length + MostRows - 1) / MostRows;
        HashSet<string?> named = [.. report.Findings.Select(finding => finding.Layer), first.Layers.LastOrDefault()?.Layer];
        for (int i = 0; i < first.Layers.Length; i++)
        {
            string path = first.Layers[i].Layer;
            if (i % stride != 0 && !named.Contains(path))
                continue;
            LayerGradientFlow now = last.Layer(path)!;
            Func<int, string>? bars = isOne ? null : width => Sparkline.Of(histories[path], width, least, greatest);
            rows.Add(new(
            [
                Short(path), Cut(layers[path].Kind, KindWidth), report.Prediction(path)?.ToString() ?? "", FactorText.Of(first.Layers[i].Log10ErrorSignal),
                isOne ? "" : FactorText.Of(now.Log10ErrorSignal), bars?.Invoke(SparklineWidth) ?? "", Update(layers[path], last), Outputs(now),
            ], bars));
        }

        return rows;
    }

    private static string Outputs(LayerGradientFlow layer)
    {
        if (layer.NonFinite > 0)
            return "not finite";
        if (layer.DeadUnits >= 0.1)
            return string.Create(CultureInfo.InvariantCulture, $"{100 * layer.DeadUnits:0}% dead");
        if (layer.Saturation >= 0.1 && double.IsNaN(layer.DeadUnits))
            return string.Create(CultureInfo.InvariantCulture, $"{100 * layer.Saturation:0}% flat");
        return Distribution(layer);
    }

    private static string Line(Row row, int[] widths)
    {
        IEnumerable<string> cells = row.Cells
            .Select((cell, column) => column switch
            {
                0 => Short(cell, widths[0]).PadRight(widths[0]),
                1 or History => cell.PadRight(widths[column]),
                _ => cell.PadLeft(widths[column]),
            })
            .Where((_, column) => widths[column] > 0);
        return string.Join(Gap, cells).TrimEnd();
    }

    /// <summary>A number of two digits in at most seven characters.</summary>
    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { > 0 and < 1e-2 or >= 1e4 => "0e0", >= 10 => "0", _ => "G2" }, CultureInfo.InvariantCulture);

    private static string Cut(string text, int width) => text.Length > width ? $"{text[..(width - 1)]}…" : text;

    /// <summary>A line of the table, and its sparkline in any width; null without one.</summary>
    private sealed record Row(string[] Cells, Func<int, string>? Bars);
}
