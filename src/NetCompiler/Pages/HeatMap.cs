namespace NetCompiler.Pages;

/// <summary>A row of a heat map.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Detail">More, for which a small screen has no room.</param>
/// <param name="Log10">The decimal logarithm of the value in every column; NaN stays empty.</param>
internal sealed record HeatRow(string Label, string Detail, double[] Log10);

/// <summary>A table of coloured cells. Labels are text next to the picture, so that they stay legible at every width.</summary>
/// <param name="Id">A name for the picture that nothing else on the page has.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What can be seen in it, for those who cannot see it.</param>
/// <param name="Column">What a column is, such as <c>step</c>.</param>
/// <param name="Columns">The number of each column.</param>
/// <param name="Rows">The rows, the first on top.</param>
internal sealed record HeatMap(string Id, string Title, string Description, string Column, long[] Columns, IReadOnlyList<HeatRow> Rows)
{
    /// <summary>Pixels of a row.</summary>
    private const int RowHeight = 17;

    private const int MostTicks = 5;

    /// <summary>What the values are factors of.</summary>
    public required string RelativeTo { get; init; }

    public void Write(HtmlWriter html)
    {
        html.Write($"<figure><figcaption>{Title}</figcaption>\n");
        html.Write($"<div class=\"rows heat\"><ol class=\"labels\" style=\"--row:{RowHeight}px\">");
        foreach (HeatRow row in Rows)
            html.Write($"<li class=\"path\"><bdi><span>{row.Label}</span> <small>{row.Detail}</small></bdi></li>");
        html.Write($"</ol>\n<svg viewBox=\"0 0 {Columns.Length} {Rows.Count}\" height=\"{RowHeight * Rows.Count}\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"{Id}-t {Id}-d\">");
        html.Write($"<title id=\"{Id}-t\">{Title}</title><desc id=\"{Id}-d\">{Description}</desc>\n");
        for (int i = 0; i < Rows.Count; i++)
            WriteRow(html, Rows[i], i);
        html.Write($"</svg>\n<div class=\"ticks\">");
        foreach (int column in Spread.Over(Columns.Length, MostTicks))
            html.Write($"<span style=\"left:{100 * (column + 0.5) / Columns.Length:0.##}%\">{Columns[column]}</span>");
        html.Write($"</div><p class=\"axis\">{Column}</p></div>\n");
        FlowScale.WriteLegend(html, Rows.SelectMany(row => row.Log10).Select(FlowScale.Class).OfType<string>().ToHashSet(), RelativeTo);
        html.Write($"<p class=\"readout\" aria-hidden=\"true\"></p></figure>\n");
    }

    private void WriteRow(HtmlWriter html, HeatRow row, int y)
    {
        html.Write($"<g transform=\"translate(0 {y})\">");
        for (int x = 0; x < Columns.Length; x++)
        {
            double log10 = row.Log10[x];
            if (FlowScale.Class(log10) is { } color)
                html.Write($"<rect x=\"{x}\" width=\"1\" height=\"1\" class=\"{color}\"><title>{row.Label}, {Column} {Columns[x]}: {Value(log10)}</title></rect>");
        }

        html.Write($"</g>\n");
    }

    private static string Value(double log10) => double.IsPositiveInfinity(log10) ? "infinite or NaN" : FactorText.Of(log10);
}
