using System.Globalization;

namespace NetCompiler.Pages;

/// <summary>The verdict on a network: in a word, in numbers, and what to change.</summary>
internal static class Verdicts
{
    /// <summary>The verdict in a frame.</summary>
    public static void WriteBadge(HtmlWriter html, GradientFlowState state) => html.Write($"<span class=\"verdict {state.ToString()}\">{Sign(state)} {Word(state)}</span>");

    /// <summary>A finding: where and since when, why, and what to change.</summary>
    public static void Write(HtmlWriter html, GradientFlowReport report)
    {
        foreach (GradientFlowFinding finding in report.Findings)
        {
            html.Write($"<div class=\"finding {finding.State.ToString()}\"><b class=\"{finding.State.ToString()}\">{Sign(finding.State)} {Word(finding.State)} since step {finding.Since}");
            if (finding.Layer is not null)
                html.Write($" at {finding.Layer}");
            html.Write($"</b><p>{Sentence(finding.Cause)}</p><p><b>What to change:</b> {finding.Remedy}.");
            foreach (string id in finding.Diagnostics)
                html.Write($" <code>{id}</code>");
            html.Write($"</p></div>\n");
        }
    }

    /// <summary>The run in numbers.</summary>
    public static void WriteFacts(HtmlWriter html, GradientFlowReport report)
    {
        GradientFlowStep first = report.Steps[0], last = report.Steps[^1];
        html.Write($"<ul class=\"facts\"><li><b>{Math.Max(report.StepsTaken, 1):N0}</b><span class=\"soft\">{(report.StepsTaken > 0 ? $"steps, {report.Steps.Length.ToString(CultureInfo.InvariantCulture)} measured" : "step, not applied")}</span></li>");
        html.Write($"<li><b>{Change(first.Loss, last.Loss)}</b><span class=\"soft\">loss, first → last</span></li>");
        html.Write($"<li><b>{Change(first.GradientNorm, last.GradientNorm)}</b><span class=\"soft\">norm of the gradient</span></li>");
        if (report.WholeWay is { } way)
            html.Write($"<li><b>{Factor(way.Predicted)}, {Factor(way.Measured)}</b><span class=\"soft\">reaches {way.Place}: predicted, measured</span></li>");
        if (report.StepsClipped > 0)
            html.Write($"<li><b>{100 * report.ClipRate:0}%</b><span class=\"soft\">of the steps clipped</span></li>");
        if (report.StepsNotFinite > 0)
            html.Write($"<li><b class=\"NotFinite\">{report.StepsNotFinite}</b><span class=\"soft\">steps not finite</span></li>");
        html.Write($"<li><b>{report.Definition.ParameterCount:N0}</b><span class=\"soft\">learned values</span></li></ul>\n");
    }

    /// <summary>A state in words.</summary>
    public static string Word(GradientFlowState state) => state switch
    {
        GradientFlowState.Healthy => "The gradient is healthy",
        GradientFlowState.Vanishing => "The gradient vanishes",
        GradientFlowState.Exploding => "The gradient explodes",
        GradientFlowState.Dead => "Units are dead",
        GradientFlowState.Saturated => "An activation is saturated",
        _ => "Not finite",
    };

    /// <summary>A factor, or what there is in place of one.</summary>
    public static string Factor(double log10) => double.IsNaN(log10) ? "–" : double.IsPositiveInfinity(log10) ? "not finite" : FactorText.Of(log10);

    private static string Sign(GradientFlowState state) => state switch
    {
        GradientFlowState.Healthy => "✓",
        GradientFlowState.Vanishing => "▼",
        GradientFlowState.Exploding => "▲",
        GradientFlowState.Dead => "✕",
        GradientFlowState.Saturated => "▬",
        _ => "∞",
    };

    private static string Change(double first, double last) => first.Equals(last) ? Number(first) : $"{Number(first)} → {Number(last)}";

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Sentence(string clause) => $"{char.ToUpperInvariant(clause[0])}{clause[1..]}.";
}
