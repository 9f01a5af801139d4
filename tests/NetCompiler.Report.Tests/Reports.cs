using System.Collections.Immutable;

namespace NetCompiler.Report.Tests;

/// <summary>Reports to make pages of.</summary>
internal static class Reports
{
    /// <summary>A deep sigmoid network, whose gradient vanishes.</summary>
    public static GradientFlowReport Vanishing { get; } = Train(new Sigmoids(1));

    /// <summary>Two recurrent layers.</summary>
    public static GradientFlowReport ThroughTime { get; } = Train(new Recurrent(1));

    /// <summary>A network whose name and layers would be markup, with a step that has a zero, a NaN and an infinity.</summary>
    public static GradientFlowReport Nasty { get; } = Odd();

    /// <summary>A network of long paths, every number of which is wide.</summary>
    public static GradientFlowReport Wide(int steps)
    {
        string[] paths = ["layers.0", "blocks.12.branches.0.blocks.3.layers.0", "blocks.13.branches.0.blocks.3.layers.0"];
        var definition = new NetworkDefinition
        {
            Name = "Net",
            Precision = Precision.Float,
            InputShape = [2],
            ParameterVectorLength = 4,
            Layers = [.. paths.Select((path, i) => new LayerDefinition(path, "BidirectionalOfLstm", [2], [2]) { Parameters = [new ParameterInfo($"weight{i}", 0, [2, 2], ParameterRole.Weight, Initializer.HeNormal)] })],
            GradientFlow = [.. paths.Select(path => new GradientFlowPrediction(path, 0.14, 0.1, 0.1) { Span = new GradientSpanPrediction(200, -86, 0.1) })],
        };
        ImmutableArray<LayerGradientFlow> layers =
        [
            new(paths[0]) { ErrorSignal = 1, Log10ErrorSignal = -12, ActivationMean = -2345.6, ActivationStandardDeviation = 39012 },
            new(paths[1]) { ErrorSignal = 1, Log10ErrorSignal = 2.9, ActivationMean = -0.0123, ActivationStandardDeviation = 2e-5 },
            new(paths[2]) { ErrorSignal = 1, Log10ErrorSignal = 0, ActivationMean = 0, ActivationStandardDeviation = 0, DeadUnits = 1 },
        ];
        return new GradientFlowReport(definition, [.. Enumerable.Range(0, steps).Select(step => new GradientFlowStep
        {
            Step = 1 + (100_000L * step), Loss = 1, GradientNorm = 1e-7, Layers = layers,
            Parameters = [.. paths.Select((_, i) => new ParameterGradientFlow($"weight{i}") { UpdateRatio = i == 0 ? 0 : 1.23e-14 })],
        })]);
    }

    private static GradientFlowReport Train(INetwork<float> network)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 256 * network.InputLength).Select(_ => (4 * random.NextSingle()) - 2)], targets = [.. Enumerable.Range(0, 256).Select(_ => (float)random.Next(4))];
        var options = new TrainingOptions { Epochs = 3, Seed = 1, GradientFlow = new GradientFlowOptions { Every = 2 } };
        return Trainer.Fit(network, new Dataset<float>(inputs, network.InputLength, targets, 1), options).GradientFlow!;
    }

    private static GradientFlowReport Odd()
    {
        string[] paths = ["<script>alert(1)</script>", "a & \"b\"", "it's"];
        ParameterInfo weight = new("<i>weight</i>", 0, [2, 2], ParameterRole.Weight, Initializer.HeNormal);
        var definition = new NetworkDefinition
        {
            Name = "Net<b onmouseover='x'>",
            Precision = Precision.Float,
            InputShape = [2],
            ParameterVectorLength = 4,
            Layers = [.. paths.Select((path, i) => new LayerDefinition(path, "Kind<1>", [2], [2]) { Parameters = i == 0 ? [weight] : [] })],
        };
        return new GradientFlowReport(
            definition,
            [
                Step(1, 1.5, [Layer(0, -3.25), Layer(1, 1.5), Layer(2, 0)]),
                Step(2, 0.25, [Layer(0, -1.75), Layer(1, double.NegativeInfinity) with { ErrorSignal = 0 }, Layer(2, 0)]),
                Step(3, double.NaN, [Layer(0, double.NaN) with { NonFinite = 2 }, Layer(1, double.PositiveInfinity) with { NonFinite = 1 }, Layer(2, 0)]),
            ])
        { StepsTaken = 1234, StepsNotFinite = 1 };

        LayerGradientFlow Layer(int place, double log10) => new(paths[place])
        {
            ErrorSignal = Math.Pow(10, log10), Log10ErrorSignal = log10, ActivationMean = 0.125, ActivationStandardDeviation = 1.5, Saturation = 0.8,
            Activations = new ActivationHistogram(-1.5, 2.5, [1, 2, 3, 0]),
        };

        GradientFlowStep Step(long step, double loss, ImmutableArray<LayerGradientFlow> layers) => new()
        {
            Step = step, Loss = loss, GradientNorm = 10 * loss, Layers = layers, Parameters = [new ParameterGradientFlow(weight.Name) { UpdateRatio = 0.0025 }],
        };
    }
}
