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
            Vanishing = Levels(options, "gradient_vanishing", defaults.Vanishing),
            Exploding = Levels(options, "gradient_exploding", defaults.Exploding),
            DepthOverWidth = Levels(options, "depth_over_width", defaults.DepthOverWidth),
            Span = Levels(options, "gradient_span", defaults.Span) with { Error = defaults.Span.Error },
        };
    }

    private static FlowLevels Levels(AnalyzerConfigOptions options, string name, FlowLevels defaults) => defaults with
    {
        Information = Number(options, $"netcompiler_{name}_information_threshold", defaults.Information),
        Warning = Number(options, $"netcompiler_{name}_threshold", defaults.Warning),
        Error = Number(options, $"netcompiler_{name}_error_threshold", defaults.Error),
    };

    private static double Number(AnalyzerConfigOptions options, string key, double otherwise) =>
        options.TryGetValue(key, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) ? value : otherwise;
}
