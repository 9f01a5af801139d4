using System.Globalization;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Emit;

/// <summary>The layer table for people who hover over the class: shapes, parameters, FLOPs, and the predicted factor of the gradient between the output and the layer. A pattern
/// that repeats is shown once.</summary>
internal static class LayerTable
{
    private const int LongestPattern = 16;

    public static IEnumerable<string> Lines(NetworkModel model, IReadOnlyDictionary<string, long> flops, NetworkFlow flow)
    {
        List<string[]> rows = [["layer", "kind", "output", "parameters", "FLOPs", "gradient"], ["input", "", Shape(model.Graph.Input.Shape), "", "", ""]];
        rows.AddRange(Collapse(
        [
            .. model.AllLayers.Select((layer, i) => new[]
            {
                layer.Path, layer.Kind, Shape(layer.Output.Shape),
                Learned(layer.Parameters),
                Number(flops.TryGetValue(layer.Path, out long count) ? count : 0),
                Gradient(flow.Layers[i]),
            }),
        ]));
        rows.Add(["total", model.Declaration.Loss?.Kind ?? "", "", Learned(model.Parameters), Number(flops.Values.Sum()), ""]);

        if (model.Declaration.Clipping is { } clipping)
            rows.Add(["clipping", $"{clipping.Kind}({ClippingRules.Of(clipping).Limit.ToString("R", CultureInfo.InvariantCulture)})", "", "", "", ""]);

        int[] widths = [.. Enumerable.Range(0, 6).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    private static string Learned(IEnumerable<ParameterSpec> parameters) => Number(parameters.Where(parameter => parameter.IsLearned).Sum(parameter => (long)parameter.Value.Length));

    private static string Gradient(LayerFlow layer) => layer.Span is { } span ? $"{Factor(layer.Log10ErrorSignal)}, step 1: {Factor(span.Log10Factor)}" : Factor(layer.Log10ErrorSignal);

    /// <summary>To as many decimals as the definition has, so that both show the same.</summary>
    private static string Factor(double log10) => FactorText.Of(Math.Round(log10, DefinitionEmitter.Decimals));

    /// <summary>Replaces the second and later copies of a run of rows by one line that says how many there are.</summary>
    private static IEnumerable<string[]> Collapse(List<string[]> rows)
    {
        for (int i = 0; i < rows.Count;)
        {
            (int period, int copies) = LongestRun(rows, i);
            for (int j = 0; j < period; j++)
                yield return rows[i + j];
            if (copies > 1)
                yield return [$"… {copies - 1} more like {(period == 1 ? "this" : $"these {period}")}, to {rows[i + (period * copies) - 1][0]}", "", "", "", "", rows[i + (period * copies) - 1][5]];
            i += period * copies;
        }
    }

    private static (int Period, int Copies) LongestRun(List<string[]> rows, int start)
    {
        (int Period, int Copies) best = (1, 1);
        for (int period = 1; period <= LongestPattern && start + (2 * period) <= rows.Count; period++)
        {
            int copies = 1;
            while (start + ((copies + 1) * period) <= rows.Count && Enumerable.Range(0, period).All(j => Same(rows[start + j], rows[start + (copies * period) + j])))
                copies++;
            // Two copies are shown as they are.
            if (copies > 2 && period * copies > best.Period * best.Copies)
                best = (period, copies);
        }

        return best;
    }

    /// <summary>The gradient differs from one copy to the next; that of the last is shown.</summary>
    private static bool Same(string[] a, string[] b) => a.Skip(1).Take(4).SequenceEqual(b.Skip(1).Take(4));

    private static string Shape(int[] dimensions) => $"[{string.Join(", ", dimensions)}]";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
