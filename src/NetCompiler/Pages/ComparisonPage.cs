namespace NetCompiler.Pages;

/// <summary>Several reports as one page: what came of all of them, and behind each name all that was measured.</summary>
internal static class ComparisonPage
{
    /// <summary>The most steps that each network shows, so that a page of many stays small.</summary>
    private const int MostSteps = 24;

    public static void Write(TextWriter writer, GradientFlowComparison comparison) => PageFrame.Write(writer, comparison.Title, html =>
    {
        html.Write($"<h1>{comparison.Title}</h1>\n<p>How much of the gradient at the output reaches the first layer, or the first step of a sequence: as the compiler predicts it, and as the first training step showed it. Open a network to see everything that was measured.</p>\n");
        for (int i = 0; i < comparison.Groups.Length; i++)
            WriteGroup(html, comparison, comparison.Groups[i], FormattableString.Invariant($"g{i}"));
    });

    private static void WriteGroup(HtmlWriter html, GradientFlowComparison comparison, GradientFlowGroup group, string id)
    {
        html.Write($"<h2>{group.Title}</h2>\n");
        FactorRow[] rows =
        [
            .. group.Runs.Select(run => run.Report.WholeWay is { } way
                ? new FactorRow(run.Name, "", way.Predicted, way.Uncertainty, way.Measured, double.NaN)
                : new FactorRow(run.Name, "", double.NaN, double.NaN, double.NaN, double.NaN)),
        ];
        new FactorChart($"{id}-factors", "What is left of the gradient", "The factors are in the table below.", rows).Write(html);
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{group.Title}\"><table><thead><tr><th scope=\"col\">network</th><th scope=\"col\">predicted</th><th scope=\"col\">measured</th>");
        foreach (string column in comparison.Columns)
            html.Write($"<th scope=\"col\">{column}</th>");
        html.Write($"<th scope=\"col\" class=\"left\">in the end</th></tr></thead>\n<tbody>\n");
        foreach (GradientFlowRun run in group.Runs)
        {
            html.Write($"<tr><th scope=\"row\">{run.Name}</th><td>{Verdicts.Factor(run.Report.WholeWay?.Predicted ?? double.NaN)}</td><td>{Verdicts.Factor(run.Report.WholeWay?.Measured ?? double.NaN)}</td>");
            foreach (string value in run.Values)
                html.Write($"<td>{value}</td>");
            html.Write($"<td class=\"left\">");
            Verdicts.WriteBadge(html, run.Report.State);
            html.Write($"</td></tr>\n");
        }

        html.Write($"</tbody></table></div>\n");
        for (int i = 0; i < group.Runs.Length; i++)
        {
            html.Write($"<details class=\"run\"><summary>{group.Runs[i].Name}</summary>\n<p>");
            Verdicts.WriteBadge(html, group.Runs[i].Report.State);
            html.Write($"</p>\n");
            ReportPage.WriteContents(html, group.Runs[i].Report, FormattableString.Invariant($"{id}-{i}"), MostSteps);
            html.Write($"</details>\n");
        }
    }
}
