namespace NetCompiler.Pages;

/// <summary>The charts of the run as a whole.</summary>
internal static class TrainingCharts
{
    /// <summary>Numbers that differ by more than this factor get a logarithmic axis.</summary>
    private const double Wide = 30;

    /// <summary>The most lines of one chart.</summary>
    private const int MostLines = 32;

    private const int Colors = 8;

    /// <summary>Loss and norm of the gradient over the steps.</summary>
    public static void WriteLoss(HtmlWriter html, FlowColumns columns, string id)
    {
        html.Write($"<div class=\"pair\">\n");
        Curve($"{id}-loss", "Loss of the measured steps", columns.Select(step => step.Loss));
        Curve($"{id}-norm", "Norm of the gradient before clipping", columns.Select(step => step.GradientNorm));
        html.Write($"</div>\n");

        void Curve(string chart, string title, double[] values)
        {
            double[] finite = [.. values.Where(double.IsFinite)];
            bool isWide = finite.Length > 0 && finite.Min() > 0 && finite.Max() / finite.Min() > Wide;
            double[] drawn = isWide ? [.. values.Select(Math.Log10)] : values;
            Axis axis = isWide ? Axis.OfLog10(drawn) : Axis.OfNumbers(drawn);
            string ends = finite.Length == 0 ? "No step is finite." : FormattableString.Invariant($"From {finite[0]:G3} to {finite[^1]:G3}, between {finite.Min():G3} and {finite.Max():G3}.");
            new LineChart(chart, title, ends, columns.Numbers, [new Line(title, "", drawn)], axis).Write(html);
        }
    }

    /// <summary>How much every step changes each weight, relative to it.</summary>
    public static void WriteUpdates(HtmlWriter html, GradientFlowReport report, FlowColumns columns, string id)
    {
        ParameterInfo[] all = [.. report.Definition.Parameters.Where(parameter => parameter.Role == ParameterRole.Weight)];
        ParameterInfo[] weights = [.. all.Where(weight => columns.Steps.Any(step => double.IsFinite(Ratio(step, weight))))];
        if (weights.Length == 0)
            return;
        int[] chosen = [.. Spread.Over(weights.Length, MostLines)];
        Line[] lines = [.. chosen.Select((place, i) => new Line(weights[place].Name, Class(i, chosen.Length), columns.Select(step => Math.Log10(Ratio(step, weights[place])))))];
        string some = chosen.Length < weights.Length ? FormattableString.Invariant($" ({chosen.Length} of {weights.Length} weights)") : "";
        html.Write($"<h2>What steps change</h2>\n<p>The length of an update relative to that of the weight; around 1e-3 is healthy. A weight that stays far below learns nothing, one far above forgets what it has learned.</p>\n");
        new LineChart(
            $"{id}-updates", $"Update relative to weight{some}",
            $"In the last step between {Least(lines)} and {Greatest(lines)}; the ratio of every weight is in the table of numbers.", columns.Numbers, lines, Axis.OfLog10(lines.SelectMany(line => line.Values).Append(-3)))
        {
            Reference = (-3, "1e-3, healthy"),
            Legend = lines.Length == 1 ? null : html => WriteLegend(html, lines),
        }.Write(html);
    }

    private static void WriteLegend(HtmlWriter html, Line[] lines)
    {
        html.Write($"<ul class=\"legend\"><li>{lines[0].Name} (input)</li><li>");
        foreach (string color in lines.Select(line => line.Class).Distinct())
            html.Write($"<i class=\"swatch {color}\"></i>");
        html.Write($"</li><li>{lines[^1].Name} (output)</li></ul>\n");
    }

    private static string Class(int place, int count) => FormattableString.Invariant($"s{(count == 1 ? 0 : place * (Colors - 1) / (count - 1))}");

    private static string Least(Line[] lines) => FactorText.Of(lines.Select(line => line.Values[^1]).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Min());

    private static string Greatest(Line[] lines) => FactorText.Of(lines.Select(line => line.Values[^1]).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Max());

    private static double Ratio(GradientFlowStep step, ParameterInfo weight) => step.Parameters.FirstOrDefault(parameter => parameter.Parameter == weight.Name)?.UpdateRatio ?? double.NaN;
}
