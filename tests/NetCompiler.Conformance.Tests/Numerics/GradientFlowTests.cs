using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>What the compiler predicts of the gradient, against the first training step of the compiled network.</summary>
public sealed class GradientFlowTests
{
    /// <summary>Predictions that say that they may be further off than this are not checked any closer.</summary>
    private const double Decades = 0.5;

    private const int Batch = 64;

    /// <summary>Targets are so large that the errors of the examples have nothing in common: then the length of the gradient of a batch is that of an example divided by √batch.</summary>
    private const double TargetScale = 10_000;

    public static TheoryData<string> Cases => [.. FlowCases.Library.Declarations.Select(declaration => declaration.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_first_step_is_as_predicted(string name)
    {
        INetwork<double> network = FlowCases.Library.Create<double>(name);
        Dictionary<string, GradientFlowPrediction> predictions = network.Definition.GradientFlow.ToDictionary(prediction => prediction.Layer);
        var measured = WeightGradients(network, TargetScale).ToList();
        Assert.Equal(network.Definition.AllLayers.Select(layer => layer.Path), network.Definition.GradientFlow.Select(prediction => prediction.Layer));

        Assert.All(measured, layer =>
        {
            GradientFlowPrediction prediction = predictions[layer.Layer];
            double off = layer.Log10 - measured[^1].Log10 - (prediction.Log10WeightGradient - predictions[measured[^1].Layer].Log10WeightGradient);
            Assert.True(Math.Abs(off) <= Math.Max(Decades, prediction.Uncertainty), $"{layer.Layer}: off by {off:0.00} of {prediction.Log10WeightGradient:0.00} ± {prediction.Uncertainty:0.00}");
        });
    }

    /// <summary>Layer by layer, as a user can check it; weight gradients relative to that of the last layer, because the size itself is that of the targets.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_measured_is_as_predicted(string name)
    {
        INetwork<double> network = FlowCases.Library.Create<double>(name);
        double[] input = Elements.Normal(Batch * network.InputLength, 7, "input", 1), target = Elements.Normal(Batch * network.TargetLength, 7, "target", TargetScale);
        GradientFlowReport report = GradientFlow.Measure<double>(network, input, target);
        LayerGradientFlow last = report.Steps[0].Layers.Last(layer => double.IsFinite(layer.Log10WeightGradient));
        double size = last.Log10WeightGradient - report.Prediction(last.Layer)!.Log10WeightGradient;
        string[] off =
        [
            .. report.Steps[0].Layers.SelectMany(layer => Off(layer.Layer, "error signal", layer.Log10ErrorSignal, report.Prediction(layer.Layer)!.Log10ErrorSignal, report.Prediction(layer.Layer)!.Uncertainty)),
            .. report.Steps[0].Layers.SelectMany(layer => Off(layer.Layer, "weight gradient", layer.Log10WeightGradient - size, report.Prediction(layer.Layer)!.Log10WeightGradient, report.Prediction(layer.Layer)!.Uncertainty)),
        ];
        Assert.True(off.Length == 0, string.Join("; ", off));
    }

    private static IEnumerable<string> Off(string layer, string what, double measured, double predicted, double uncertainty)
    {
        if (double.IsNaN(measured) || double.IsInfinity(predicted) || Math.Abs(measured - predicted) <= Math.Max(Decades, uncertainty))
            return [];
        return [FormattableString.Invariant($"{layer}: {what} of {measured:0.00}, predicted {predicted:0.00} ± {uncertainty:0.00}")];
    }

    /// <summary>The size itself, with standardised targets: relative to the weights, and for one example.</summary>
    [Theory]
    [InlineData("Tanhs")]
    [InlineData("Selus")]
    [InlineData("Sigmoids")]
    [InlineData("BatchNormalized")]
    public void The_last_layer_is_as_predicted(string name)
    {
        INetwork<double> network = FlowCases.Library.Create<double>(name);
        (string layer, double measured) = WeightGradients(network, targetScale: 1).Last();
        double predicted = network.Definition.GradientFlow.Single(prediction => prediction.Layer == layer).Log10WeightGradient;
        // Where the outputs hardly depend on the input, the errors of the examples have a part in common.
        Assert.InRange(measured + (Math.Log10(Batch) / 2) - predicted, -0.15, 0.75);
    }

    [Fact]
    public void Few_predictions_are_uncertain()
    {
        int uncertain = Cases.Count(row => FlowCases.Library.Create<double>(row.Data).Definition.GradientFlow.Any(prediction => prediction.Uncertainty > Decades));
        Assert.InRange(uncertain, 0, Cases.Count / 5);
    }

    /// <summary>The length of the gradient of every layer's weights relative to that of the weights, where both are more than 0.</summary>
    private static IEnumerable<(string Layer, double Log10)> WeightGradients(INetwork<double> network, double targetScale)
    {
        Workspace<double> workspace = network.CreateWorkspace(Batch);
        double[] input = Elements.Normal(Batch * network.InputLength, 7, "input", 1), target = Elements.Normal(Batch * network.TargetLength, 7, "target", targetScale);
        network.Gradient(input, target, workspace);
        foreach (LayerDefinition layer in network.Definition.AllLayers)
        {
            double gradient = 0, weight = 0;
            foreach (ParameterInfo parameter in layer.Parameters.Where(parameter => parameter.Role == NetCompiler.ParameterRole.Weight))
            {
                gradient += Square(workspace.Gradients.Slice(parameter.Offset, parameter.Length));
                weight += Square(network.Parameters.Slice(parameter.Offset, parameter.Length));
            }

            if (gradient > 0 && weight > 0)
                yield return (layer.Path, Math.Log10(gradient / weight) / 2);
        }
    }

    private static double Square(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return sum;
    }
}
