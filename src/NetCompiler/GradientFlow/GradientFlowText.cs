using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>A report as a text of at most 100 columns.</summary>
internal static class GradientFlowText
{
    private const int Width = 100;

    /// <summary>The most layers whose gates are shown.</summary>
    private const int MostGates = 48;

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
        text.Append(GradientFlowTable.Of(report, Width));
        foreach (LayerGradientFlow layer in report.Steps[^1].Layers.Where(layer => !layer.Gates.IsEmpty).Take(MostGates))
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"gates of {GradientFlowTable.Short(layer.Layer)}, on average: {Gates(layer)}");
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
        string norm = report.Steps.Length > 1 ? $"{Norm(first.GradientNorm)} → {Norm(last.GradientNorm)}" : Norm(first.GradientNorm);
        string clipped = report.StepsClipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {100 * report.ClipRate:0}% of the steps clipped") : "";
        string notFinite = report.StepsNotFinite > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {report.StepsNotFinite} not finite") : "";
        return $"{steps}; norm of the gradient {norm}{clipped}{notFinite}. Below: the error signal relative to the output.";
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

    /// <summary>The norm of a gradient.</summary>
    public static string Norm(double value) => value.ToString(Math.Abs(value) is > 0 and < 1e-3 or >= 1e4 ? "0.0e0" : "G3", CultureInfo.InvariantCulture);
}
