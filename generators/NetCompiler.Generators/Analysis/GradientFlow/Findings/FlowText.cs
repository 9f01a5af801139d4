using System.Globalization;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>Words for messages.</summary>
internal static class FlowText
{
    /// <summary>A layer as people count, such as <c>Dense #3 (layers.4)</c>.</summary>
    public static string Name(NetworkFlow flow, PlacedLayer layer)
    {
        int number = flow.Model.AllLayers.TakeWhile(other => !ReferenceEquals(other, layer)).Count(other => other.Kind == layer.Kind) + 1;
        return $"{layer.Kind} #{number} ({layer.Path})";
    }

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => $"{Math.Round(100 * share).ToString(CultureInfo.InvariantCulture)}%";

    /// <summary>A number with few digits.</summary>
    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A slope of at most 1, as a fraction where it is one: 1/4.</summary>
    public static string Slope(double slope) =>
        Math.Round(1 / slope) is var whole && Math.Abs((1 / slope) - whole) < 0.01 * whole && whole > 1 ? $"1/{whole.ToString(CultureInfo.InvariantCulture)}" : Number(slope);
}
