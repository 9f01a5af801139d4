using System.Collections.Immutable;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Plain dense networks: 15 activations with 10 initialisers, 2 to 100 layers of 64 or 256 units, against Monte Carlo with up to 16 seeds.</summary>
public sealed class DenseReferenceTests
{
    private static readonly Lazy<ImmutableArray<(ReferenceTable.Row Row, LayerFlow First, LayerFlow Last)>> s_predictions = new(() =>
        [.. ReferenceTable.Read("reference_dense.csv").Rows.AsParallel().AsOrdered().Select(Predict)]);

    /// <summary>The theory for infinite width in the table, computed in Python, leaves out what is of the order of depth/width, or takes it into account in another way.</summary>
    [Fact]
    public void Predictions_are_those_of_the_theory() => Assert.All(s_predictions.Value, prediction =>
    {
        double beyond = 0.03 + (prediction.Row.Number("depth") / prediction.Row.Number("width"));
        double ratio = Ratio(prediction);
        double off = Math.Min(Math.Abs(ratio - prediction.Row.Number("pred_log10_delta_ratio")), Math.Abs(ratio - prediction.Row.Number("pred_log10_with_radial_mode")));
        double measured = prediction.Row.Number("mc_mean_batchRMS");
        bool isBetter = Math.Abs(ratio - measured) < Math.Abs(prediction.Row.Number("pred_log10_with_radial_mode") - measured);
        Assert.True(off <= beyond || isBetter, $"{prediction.Row}: {ratio}");
    });

    /// <summary>The accuracy of the theory itself, as measured over the whole grid of which these rows are a part.</summary>
    [Theory]
    [InlineData(64, 10, 0.030, 0.20, 0.24)]
    [InlineData(64, 30, 0.080, 0.41, 1.09)]
    [InlineData(64, 50, 0.045, 0.40, 1.44)]
    [InlineData(64, 100, 0.12, 1.10, 2.18)]
    [InlineData(256, 10, 0.012, 0.33, 0.36)]
    [InlineData(256, 30, 0.024, 0.63, 1.37)]
    [InlineData(256, 50, 0.035, 0.57, 1.42)]
    [InlineData(256, 100, 0.075, 0.85, 1.42)]
    public void Measurements_are_as_close_as_the_theory_is_good(int width, int depth, double median, double most, double worst)
    {
        double[] errors = [.. s_predictions.Value
            .Where(prediction => prediction.Row.Integer("width") == width && prediction.Row.Integer("depth") == depth)
            .Select(prediction => Math.Abs(Ratio(prediction) - prediction.Row.Number("mc_mean_batchRMS")))
            .Order()];
        double[] weights = [.. s_predictions.Value
            .Where(prediction => prediction.Row.Integer("width") == width && prediction.Row.Integer("depth") == depth)
            .Select(prediction => Math.Abs(WeightRatio(prediction) - prediction.Row.Number("mc_dW_mean")))
            .Order()];
        Assert.InRange(weights[weights.Length / 2], 0, median);
        Assert.InRange(weights[^1], 0, worst);
        Assert.InRange(errors.Length, 50, 80);
        Assert.InRange(errors[errors.Length / 2], 0, median);
        Assert.InRange(errors[(int)(0.95 * errors.Length)], 0, most);
        Assert.InRange(errors[^1], 0, worst);
    }

    /// <summary>An error of more than half a decade is announced, with few exceptions, and few predictions call themselves uncertain.</summary>
    [Fact]
    public void Predictions_say_when_they_are_uncertain()
    {
        var shallow = s_predictions.Value.Where(prediction => prediction.Row.Integer("depth") <= 50).ToList();
        int wrong = shallow.Count(prediction => Math.Abs(Ratio(prediction) - prediction.Row.Number("mc_mean_batchRMS")) > 0.5 && prediction.First.Uncertainty <= 0.5);
        Assert.InRange(wrong, 0, 2);
        Assert.InRange(shallow.Count(prediction => prediction.First.Uncertainty > 0.5) / (double)shallow.Count, 0, 0.1);
    }

    [Fact]
    public void Forward_moments_are_those_of_the_theory() => Assert.All(s_predictions.Value.Where(prediction => prediction.Row.Number("pred_q_last") > 1e-280), prediction =>
    {
        NetworkModel model = Plain(prediction.Row);
        double last = new ForwardFlow(model, new FlowAssumptions())[model.Layers[^2].Output][0].Second;
        Assert.InRange(Math.Log10(last / prediction.Row.Number("pred_q_last")), -0.02, 0.02);
    });

    internal static LayerDeclaration Dense(int units, string initialiser, int fanIn) => initialiser switch
    {
        "normal_0.01" => Layer("Dense", ("units", units), ("Init", "Normal"), ("InitScale", 0.01)),
        "pytorch_default" => Layer("Dense", ("units", units), ("Init", "Uniform"), ("InitScale", 1 / Math.Sqrt(fanIn)), ("BiasInit", "Uniform"), ("BiasInitScale", 1 / Math.Sqrt(fanIn))),
        "orthogonal_1" => Layer("Dense", ("units", units), ("Init", "Orthogonal")),
        "orthogonal_sqrt2" => Layer("Dense", ("units", units), ("Init", "Orthogonal"), ("InitScale", Math.Sqrt(2))),
        _ => Layer("Dense", ("units", units), ("Init", Pascal(initialiser))),
    };

    internal static LayerDeclaration Activation(string name) => name == "gelu_tanh" ? Layer("Gelu", ("form", "Tanh")) : Layer(Pascal(name));

    private static (ReferenceTable.Row Row, LayerFlow First, LayerFlow Last) Predict(ReferenceTable.Row row)
    {
        ImmutableArray<LayerFlow> flow = FlowAnalysis.Predict(Plain(row)).Layers;
        return (row, flow[0], flow[^2]);
    }

    private static NetworkModel Plain(ReferenceTable.Row row)
    {
        int width = row.Integer("width");
        return Network(width, Enumerable.Range(0, row.Integer("depth")).SelectMany(_ => new[] { Dense(width, row["initialiser"], width), Activation(row["activation"]) }));
    }

    private static double Ratio((ReferenceTable.Row Row, LayerFlow First, LayerFlow Last) prediction) =>
        prediction.First.Log10ErrorSignal - prediction.Last.Log10ErrorSignal;

    private static double WeightRatio((ReferenceTable.Row Row, LayerFlow First, LayerFlow Last) prediction) =>
        prediction.First.Log10WeightGradient - prediction.Last.Log10WeightGradient;

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
