using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>Thresholds as a project sets them in its .editorconfig.</summary>
internal static class EditorConfig
{
    /// <summary>The thresholds; what is not set, or is no number, is at its default.</summary>
    public static FlowThresholds Thresholds(AnalyzerConfigOptions options)
    {
        var defaults = new FlowThresholds();
        return new FlowThresholds
        {
            Vanishing = Number(options, "netcompiler_gradient_vanishing_threshold", defaults.Vanishing),
            Exploding = Number(options, "netcompiler_gradient_exploding_threshold", defaults.Exploding),
            DepthOverWidth = Number(options, "netcompiler_depth_over_width_threshold", defaults.DepthOverWidth),
        };
    }

    private static double Number(AnalyzerConfigOptions options, string key, double otherwise) =>
        options.TryGetValue(key, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : otherwise;
}
