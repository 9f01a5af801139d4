using System.Collections.Immutable;

namespace NetCompiler.Report.Tests;

/// <summary>The table of a report's text, of layers whose every column is wide.</summary>
public class TextTests
{
    private static readonly string[] s_paths = ["layers.0", "blocks.12.branches.0.blocks.3.layers.0", "blocks.13.branches.0.blocks.3.layers.0"];

    [Fact]
    public void Wide_numbers_are_never_cut_off()
    {
        string[] lines = Report(steps: 40).ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        string[] rows = lines[^3..];
        Assert.Matches(" 0 +-2346 ± 4e4$", rows[0]);
        Assert.EndsWith("-0.012 ± 2e-5", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("100% dead", rows[2], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains("1.38, step 1: 1e-86", row, StringComparison.Ordinal));
    }

    /// <summary>Of a long path the beginning tells which block it is, the end which layer.</summary>
    [Fact]
    public void Long_paths_stay_apart()
    {
        string[] rows = Report(steps: 1).ToString().Split('\n')[^3..];
        Assert.Matches(@"^blocks\.12….*layers\.0 ", rows[1]);
        Assert.Matches(@"^blocks\.13….*layers\.0 ", rows[2]);
    }

    [Fact]
    public void One_step_has_no_history()
    {
        string text = Report(steps: 1).ToString();
        Assert.DoesNotContain("history", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    private static GradientFlowReport Report(int steps)
    {
        var definition = new NetworkDefinition
        {
            Name = "Net",
            Precision = Precision.Float,
            InputShape = [2],
            ParameterVectorLength = 4,
            Layers = [.. s_paths.Select((path, i) => new LayerDefinition(path, "BidirectionalOfLstm", [2], [2]) { Parameters = [new ParameterInfo($"weight{i}", 0, [2, 2], ParameterRole.Weight, Initializer.HeNormal)] })],
            GradientFlow = [.. s_paths.Select(path => new GradientFlowPrediction(path, 0.14, 0.1, 0.1) { Span = new GradientSpanPrediction(200, -86, 0.1) })],
        };
        ImmutableArray<LayerGradientFlow> layers =
        [
            new(s_paths[0]) { ErrorSignal = 1, Log10ErrorSignal = -12, ActivationMean = -2345.6, ActivationStandardDeviation = 39012 },
            new(s_paths[1]) { ErrorSignal = 1, Log10ErrorSignal = 2.9, ActivationMean = -0.0123, ActivationStandardDeviation = 2e-5 },
            new(s_paths[2]) { ErrorSignal = 1, Log10ErrorSignal = 0, ActivationMean = 0, ActivationStandardDeviation = 0, DeadUnits = 1 },
        ];
        return new GradientFlowReport(definition, [.. Enumerable.Range(0, steps).Select(step => new GradientFlowStep
        {
            Step = 1 + (100_000L * step), Loss = 1, GradientNorm = 1e-7, Layers = layers,
            Parameters = [.. s_paths.Select((_, i) => new ParameterGradientFlow($"weight{i}") { UpdateRatio = i == 0 ? 0 : 1.23e-14 })],
        })]);
    }
}
