using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>How far apart predictions for longer and shorter inputs are.</summary>
public sealed class StabilityBandTests
{
    // The squared length of an input may be so many times as much in a network 64 wide.
    private static readonly double s_factor = Math.Exp(2 * Math.Sqrt(5.0 / 64)), s_decades = Math.Log10(s_factor);

    /// <summary>Where the map of moments is nearly linear, one other prediction tells the band on both sides; where it is steep, both are made.</summary>
    [Theory]
    [InlineData(0.5, 1, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(1.5, 2, 0.5)]
    public void One_more_prediction_is_enough_for_a_band_that_is_narrow(double slope, int predictions, double power)
    {
        NetworkModel model = Network(64, Layer("MeanSquaredError"), [Layer("Dense", ("units", 64)), Layer("Tanh"), Layer("Dense", ("units", 64))]);
        var assumptions = new FlowAssumptions();
        var forward = new ForwardFlow(model, assumptions);
        int made = 0;

        double[] band = StabilityBand.Of(model, forward, assumptions, Logarithms(0), other =>
        {
            made++;
            return Logarithms(Math.Log10(other[model.Graph.Input][0].Second));
        });

        Assert.Equal(predictions, made);
        double longer = slope * s_decades, shorter = predictions == 1 ? longer : slope * power * s_decades / 2;
        Assert.Equal(longer + shorter, band[0], 1e-9);

        // Longer inputs are as steep as shorter ones, or not.
        FlowLogarithms Logarithms(double second) => new([second > 0 ? slope * second : slope * power * second / 2], [double.NaN]);
    }

    /// <summary>The gradient of a weight is as much longer as the input is, which is not counted.</summary>
    [Fact]
    public void A_weight_gradient_that_follows_its_input_has_no_band()
    {
        NetworkModel model = Network(64, Layer("MeanSquaredError"), [Layer("Dense", ("units", 64)), Layer("Tanh"), Layer("Dense", ("units", 64))]);
        var assumptions = new FlowAssumptions();

        double[] band = StabilityBand.Of(model, new ForwardFlow(model, assumptions), assumptions, new([0], [0]), other => new([0], [Math.Log10(other[model.Graph.Input][0].Second) / 2]));

        Assert.Equal(0, band[0], 1e-9);
    }

    /// <summary>Networks whose moments change little with their input: shorter inputs change what longer ones do, the other way.</summary>
    [Fact]
    public void Shorter_inputs_change_as_much_as_longer_ones_where_that_is_little()
    {
        LayerDeclaration[] block = [Layer("LayerNorm"), Layer("Dense", ("units", 64)), Layer("Gelu"), Layer("Dense", ("units", 64))];
        Check([Around(Layer("Repeat"), 30, [Around(Layer("Residual"), block)])]);
        Check([Around(Layer("Repeat"), 30, [Around(Layer("Highway"), [Layer("Dense", ("units", 64)), Layer("Relu")])])]);
        Check([Around(Layer("Repeat"), 20, [Layer("Dense", ("units", 64)), Layer("Selu")])]);

        static void Check(LayerDeclaration[] layers)
        {
            NetworkModel model = Network(64, Layer("MeanSquaredError"), layers);
            double own = First(1), longer = First(s_factor) - own, shorter = First(1 / s_factor) - own;
            Assert.InRange(Math.Abs(longer), 0, 0.2);
            Assert.Equal(-longer, shorter, 0.05);

            double First(double second) => FlowAnalysis.Predict(model, new FlowAssumptions { InputSecondMoment = second }).Layers[0].Log10ErrorSignal;
        }
    }
}
