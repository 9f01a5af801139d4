namespace NetCompiler.Pages;

/// <summary>A row of a chart of factors, in decimal logarithms; NaN where there is none.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Detail">More, for which a small screen has no room.</param>
/// <param name="Predicted">What the compiler predicts.</param>
/// <param name="Uncertainty">How far that may be off.</param>
/// <param name="Measured">What the first step showed; negative infinity for zero, positive infinity for what is not finite.</param>
/// <param name="Last">What the last step showed.</param>
internal sealed record FactorRow(string Label, string Detail, double Predicted, double Uncertainty, double Measured, double Last);

/// <summary>Predicted and measured factors side by side.</summary>
/// <param name="Id">A name for the picture that nothing else on the page has.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What can be seen in it, for those who cannot see it.</param>
/// <param name="Rows">The rows, the first on top.</param>
internal sealed record FactorChart(string Id, string Title, string Description, IReadOnlyList<FactorRow> Rows)
{
    /// <summary>Pixels of a row.</summary>
    private const int RowHeight = 20;

    public void Write(HtmlWriter html)
    {
        Axis axis = Axis.OfLog10(Rows.SelectMany(row => new[] { 0, row.Predicted, row.Measured, row.Last }));
        html.Write($"<figure><figcaption>{Title}</figcaption>\n");
        html.Write($"<div class=\"rows factors\" style=\"--row:{RowHeight}px\"><ol class=\"labels\">");
        foreach (FactorRow row in Rows)
            html.Write($"<li class=\"{(row.Detail.Length > 0 ? "path" : "name")}\"><bdi><span>{row.Label}</span> <small>{row.Detail}</small></bdi></li>");
        html.Write($"</ol>\n<svg viewBox=\"-30 0 1060 {Rows.Count}\" height=\"{RowHeight * Rows.Count}\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"{Id}-t {Id}-d\">");
        html.Write($"<title id=\"{Id}-t\">{Title}</title><desc id=\"{Id}-d\">{Description}</desc>\n");
        foreach (Tick tick in axis.Ticks)
            html.Write($"<path class=\"grid\" d=\"M{Axis.Coordinate(tick.At)} 0V{Rows.Count}\"/>");
        html.Write($"\n");
        for (int i = 0; i < Rows.Count; i++)
            WriteRow(html, axis, Rows[i], i + 0.5);
        html.Write($"</svg>\n<ol class=\"values\">");
        foreach (FactorRow row in Rows)
            html.Write($"<li>{(double.IsPositiveInfinity(row.Measured) ? "not finite" : FactorText.Of(row.Measured))}</li>");
        html.Write($"</ol><div class=\"ticks\">");
        foreach (Tick tick in axis.Ticks)
            html.Write($"<span style=\"left:{100 * (30 + (1000 * tick.At)) / 1060:0.##}%\">{tick.Label}</span>");
        html.Write($"</div></div>\n");
        WriteLegend(html, hasLast: Rows.Any(row => !double.IsNaN(row.Last)));
        html.Write($"<p class=\"readout\" aria-hidden=\"true\"></p></figure>\n");
    }

    private static void WriteRow(HtmlWriter html, Axis axis, FactorRow row, double y)
    {
        double predicted = axis.At(row.Predicted), measured = axis.At(row.Measured), last = axis.At(row.Last);
        string last10 = double.IsNaN(row.Last) ? "" : $", in the last step {Text(row.Last)}";
        if (!double.IsNaN(predicted))
        {
            double from = Math.Clamp(axis.At(row.Predicted - row.Uncertainty), 0, 1), to = Math.Clamp(axis.At(row.Predicted + row.Uncertainty), 0, 1);
            if (from < to)
                html.Write($"<path class=\"uncertain\" d=\"M{Axis.Coordinate(from)} {y}H{Axis.Coordinate(to)}\"/>");
            html.Write($"<path class=\"predicted\" d=\"M{Axis.Coordinate(predicted)} {y}h0\"/><path class=\"predicted-inside\" d=\"M{Axis.Coordinate(predicted)} {y}h0\"/>");
        }

        if (!double.IsNaN(last))
            html.Write($"<path class=\"last\" d=\"M{Axis.Coordinate(last)} {y - 0.35:0.##}v.7\"/>");
        if (!double.IsNaN(measured))
            html.Write($"<path class=\"measured\" d=\"M{Axis.Coordinate(measured)} {y}h0\"/>");
        html.Write($"<rect class=\"hit\" x=\"-30\" y=\"{y - 0.5}\" width=\"1060\" height=\"1\"><title>{row.Label}: predicted {Text(row.Predicted)}, measured {Text(row.Measured)}{last10}</title></rect>\n");
    }

    private static void WriteLegend(HtmlWriter html, bool hasLast)
    {
        html.Write($"<ul class=\"legend\"><li><svg class=\"mark\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"uncertain\" d=\"M3 7h18\"/><path class=\"predicted\" d=\"M12 7h0\"/><path class=\"predicted-inside\" d=\"M12 7h0\"/></svg>");
        html.Write($"predicted, with its uncertainty</li><li><svg class=\"mark\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"measured\" d=\"M12 7h0\"/></svg>measured in the first step</li>");
        if (hasLast)
            html.Write($"<li><svg class=\"mark\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"last\" d=\"M12 1v12\"/></svg>measured in the last step</li>");
        html.Write($"</ul>\n");
    }

    private static string Text(double log10) => double.IsPositiveInfinity(log10) ? "infinite or NaN" : double.IsNaN(log10) ? "nothing" : FactorText.Of(log10);
}
