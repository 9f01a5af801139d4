using System.Globalization;
using System.Text;

namespace NetCompiler.Pages;

/// <summary>How the outputs of layers are distributed: a small picture for each.</summary>
internal static class ActivationCharts
{
    private const int Most = 24;
    private const double Width = 100;
    private const double Height = 40;

    public static void Write(HtmlWriter html, GradientFlowReport report, string id)
    {
        LayerDefinition[] layers = Layers(report);
        if (layers.Length == 0)
            return;
        string some = layers.Length > Most ? FormattableString.Invariant($" ({Most} of {layers.Length} layers)") : "";
        bool isOne = report.Steps.Length == 1;
        string bars = isOne ? "Bars: the measured step." : FormattableString.Invariant($"Bars: step {report.Steps[^1].Step}; line: step {report.Steps[0].Step}.");
        html.Write($"<h2>Activations</h2>\n<figure><figcaption>How outputs are distributed{some}</figcaption>\n<p class=\"soft\">{bars} Heights are square roots, so that rare values show.</p>\n<ul class=\"grid-of\">\n");
        foreach (int i in Spread.Over(layers.Length, Most))
            Write(html, layers[i], isOne ? null : report.Steps[0].Layer(layers[i].Path), report.Steps[^1].Layer(layers[i].Path)!, FormattableString.Invariant($"{id}-outputs{i}"));
        html.Write($"</ul></figure>\n");
    }

    /// <summary>Layers without weights, such as activations, and recurrent ones; without any of those, all.</summary>
    private static LayerDefinition[] Layers(GradientFlowReport report)
    {
        LayerDefinition[] all = [.. report.Definition.AllLayers.Where(layer => report.Steps[^1].Layer(layer.Path)?.Activations is { } histogram && histogram.Counts.Any(count => count > 0))];
        LayerDefinition[] activations = [.. all.Where(layer => layer.Parameters.IsEmpty && layer.Branches.IsEmpty || report.Steps[^1].Layer(layer.Path)!.ErrorSignalByStep.Length > 1)];
        return activations.Length > 0 ? activations : all;
    }

    private static void Write(HtmlWriter html, LayerDefinition layer, LayerGradientFlow? first, LayerGradientFlow last, string id)
    {
        ActivationHistogram now = last.Activations!;
        ActivationHistogram? before = first?.Activations is { } histogram && histogram.Counts.Any(count => count > 0) ? histogram : null;
        double least = Math.Min(now.Minimum, before?.Minimum ?? now.Minimum), greatest = Math.Max(now.Maximum, before?.Maximum ?? now.Maximum);
        double highest = Math.Max(Highest(now), before is null ? 0 : Highest(before));
        string spread = string.Create(CultureInfo.InvariantCulture, $"mean {last.ActivationMean:G2}, deviation {last.ActivationStandardDeviation:G2}");
        html.Write($"<li><b title=\"{layer.Path}\">{layer.Kind} <small>{layer.Path}</small></b><svg viewBox=\"0 0 {Width} {Height}\" height=\"{Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{layer.Path}: {spread}</title>");
        html.Write($"<path class=\"bars\" d=\"{Shape(now, least, greatest, highest)}\"/>");
        if (before is not null)
            html.Write($"<path class=\"outline\" d=\"{Shape(before, least, greatest, highest)}\"/>");
        html.Write($"</svg><div class=\"ends\"><span>{least:G2}</span><span>{greatest:G2}</span></div><span class=\"soft\">{last.ActivationMean:G2} ± {last.ActivationStandardDeviation:G2}</span>");
        if (last.NonFinite > 0)
            html.Write($" <span class=\"NotFinite\">not finite</span>");
        else if (last.DeadUnits > 0)
            html.Write($" <span class=\"{Warning(last.DeadUnits, 0.5)}\">{100 * last.DeadUnits:0}% dead</span>");
        else if (last.Saturation > 0 && double.IsNaN(last.DeadUnits))
            html.Write($" <span class=\"{Warning(last.Saturation, 0.75)}\">{100 * last.Saturation:0}% flat</span>");
        html.Write($"</li>\n");
    }

    private static string Warning(double share, double limit) => share >= limit ? "warn" : "soft";

    /// <summary>The greatest density.</summary>
    private static double Highest(ActivationHistogram histogram) => Density(histogram, histogram.Counts.Max());

    private static double Density(ActivationHistogram histogram, int count) => count / (histogram.Counts.Sum(one => (double)one) * BinWidth(histogram));

    private static double BinWidth(ActivationHistogram histogram)
    {
        double range = histogram.Maximum - histogram.Minimum;
        // Values that are all the same still have a bar.
        return range > 0 ? range / histogram.Counts.Length : Math.Max(Math.Abs(histogram.Maximum), 1) / 100;
    }

    private static string Shape(ActivationHistogram histogram, double least, double greatest, double highest)
    {
        double width = BinWidth(histogram), range = Math.Max(greatest - least, width);
        int bins = histogram.Maximum > histogram.Minimum ? histogram.Counts.Length : 1;
        var path = new StringBuilder();
        for (int i = 0; i < bins; i++)
        {
            double left = Width * (histogram.Minimum + (i * width) - least) / range, right = left + (Width * width / range);
            double top = Height * (1 - Math.Sqrt(Density(histogram, histogram.Counts[i]) / highest));
            if (i == 0)
                path.Append(CultureInfo.InvariantCulture, $"M{left:0.##} {Height}");
            path.Append(CultureInfo.InvariantCulture, $"V{top:0.##}H{right:0.##}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"V{Height}").ToString();
    }
}
