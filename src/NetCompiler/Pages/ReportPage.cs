namespace NetCompiler.Pages;

/// <summary>A report as a page.</summary>
internal static class ReportPage
{
    /// <summary>The most steps that a page of its own shows.</summary>
    private const int MostSteps = 48;

    public static void Write(TextWriter writer, GradientFlowReport report) => PageFrame.Write(writer, $"{report.Definition.Name}: gradient flow", html =>
    {
        html.Write($"<h1>{report.Definition.Name}</h1>\n<p>");
        if (!report.Steps.IsEmpty)
            Verdicts.WriteBadge(html, report.State);
        html.Write($"</p>\n");
        WriteContents(html, report, "r", MostSteps);
    });

    /// <summary>Writes what is below the heading.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="id">What the names of its pictures begin with.</param>
    /// <param name="mostSteps">About how many steps it shows at most.</param>
    public static void WriteContents(HtmlWriter html, GradientFlowReport report, string id, int mostSteps)
    {
        if (report.Steps.IsEmpty)
        {
            html.Write($"<p>No step was measured.</p>\n");
            return;
        }

        var columns = new FlowColumns(report.Steps, mostSteps);
        Verdicts.Write(html, report);
        Verdicts.WriteFacts(html, report);
        html.Write($"<h2>Through the layers</h2>\n<p>Layers stand from the input, on top, to the output. Grey: the gradient is about as long as at the output. Blue: it is lost on the way. Orange: it grows.</p>\n");
        DepthCharts.WriteHeatMap(html, report, columns, id);
        TimeCharts.Write(html, report, columns, id);
        if (columns.Steps.Length > 1)
        {
            html.Write($"<h2>Training</h2>\n");
            TrainingCharts.WriteLoss(html, columns, id);
        }

        html.Write($"<h2>Prediction and measurement</h2>\n<p>The compiler predicts from the declaration alone; training then moves away from it. A logarithmic scale: one mark is a factor.</p>\n");
        DepthCharts.WritePrediction(html, report, id);
        TrainingCharts.WriteUpdates(html, report, columns, id);
        ActivationCharts.Write(html, report, id);
        NumberTable.Write(html, report);
    }
}
