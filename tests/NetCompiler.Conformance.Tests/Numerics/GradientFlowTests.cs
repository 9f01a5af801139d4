using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>What the compiler predicts of the gradient, against the first training step of the compiled network on a batch as users have it.</summary>
public sealed class GradientFlowTests
{
    /// <summary>Predictions that say that they may be further off than this are not checked any closer.</summary>
    private const double Decades = 0.5;

    private const int Batch = 64;

    /// <summary>What is predicted is what most seeds have: the one in the middle of so many.</summary>
    private const int Seeds = 3;

    public static TheoryData<string> Cases => [.. FlowCases.Library.Declarations.Select(declaration => declaration.Name)];

    /// <summary>Layer by layer, the error signal relative to the output and the weight gradient relative to the weights, with standardised or binary targets or class labels.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_first_step_is_as_predicted(string name)
    {
        INetwork<double> network = FlowCases.Library.Create<double>(name);
        Assert.Equal(network.Definition.AllLayers.Select(layer => layer.Path), network.Definition.GradientFlow.Select(prediction => prediction.Layer));
        Assert.Empty(Off([network, .. Enumerable.Range(2, Seeds - 1).Select(seed => FlowCases.Library.Create<double>(name, (ulong)seed))], name));
    }

    /// <summary>A narrow network whose signals are pulled apart by its layers: what is predicted of it says how far it may be off.</summary>
    [Fact]
    public void An_unstable_map_differs_from_seed_to_seed_as_far_as_is_said()
    {
        for (ulong seed = 1; seed <= 4; seed++)
            Assert.Empty(Off([FlowCases.Library.Create<double>("UnstableGates", seed)], "UnstableGates"));
    }

    [Fact]
    public void Few_predictions_are_uncertain()
    {
        int uncertain = Cases.Count(row => FlowCases.Library.Create<double>(row.Data).Definition.GradientFlow.Any(prediction => !(prediction.Uncertainty <= Decades)));
        Assert.InRange(uncertain, 0, (Cases.Count - 1) / 5);
    }

    private static string[] Off(INetwork<double>[] networks, string name)
    {
        GradientFlowReport[] reports = [.. networks.Select(network => GradientFlow.Measure<double>(network, Inputs(network), Targets(FlowCases.Library[name].Loss!, network)))];
        return
        [
            .. reports[0].Steps[0].Layers.SelectMany((layer, i) => Off(layer.Layer, "error signal", Middle(i, measured => measured.Log10ErrorSignal), reports[0].Prediction(layer.Layer)!.Log10ErrorSignal, reports[0].Prediction(layer.Layer)!.Uncertainty)),
            .. reports[0].Steps[0].Layers.SelectMany((layer, i) => Off(layer.Layer, "weight gradient", Middle(i, measured => measured.Log10WeightGradient), reports[0].Prediction(layer.Layer)!.Log10WeightGradient, reports[0].Prediction(layer.Layer)!.Uncertainty)),
        ];

        double Middle(int layer, Func<LayerGradientFlow, double> of) => reports.Select(report => of(report.Steps[0].Layers[layer])).Order().ElementAt(reports.Length / 2);
    }

    /// <summary>What is exactly 0 has to be predicted as that.</summary>
    private static IEnumerable<string> Off(string layer, string what, double measured, double predicted, double uncertainty)
    {
        if (double.IsNaN(measured) || measured.Equals(predicted) || Math.Abs(measured - predicted) <= Math.Max(Decades, uncertainty))
            return [];
        return [FormattableString.Invariant($"{layer}: {what} of {measured:0.00}, predicted {predicted:0.00} ± {uncertainty:0.00}")];
    }

    private static double[] Inputs(INetwork<double> network) => network.Definition.AllLayers.Any(layer => layer.Kind == "Embedding")
        ? Integers(Batch * network.InputLength, "input", 12)
        : Elements.Normal(Batch * network.InputLength, 7, "input");

    private static double[] Targets(string loss, INetwork<double> network) => loss switch
    {
        "SoftmaxCrossEntropy" => Integers(Batch * network.TargetLength, "target", network.OutputLength / network.TargetLength),
        "BinaryCrossEntropyWithLogits" => Integers(Batch * network.TargetLength, "target", 2),
        _ => Elements.Normal(Batch * network.TargetLength, 7, "target"),
    };

    private static double[] Integers(int count, string purpose, int below)
    {
        var random = new Philox(7, Philox.StreamOf(purpose));
        return [.. Enumerable.Range(0, count).Select(i => Math.Floor(random.Uniform((ulong)i) * below))];
    }
}
