using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>What may end at 0 or infinity is not predicted for certain.</summary>
public sealed class ElementRangeTests
{
    /// <summary>Each layer multiplies two small numbers: 1e-3, 1e-7, 1e-15, ...</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(7, false)]
    [InlineData(20, false)]
    public void Products_of_small_numbers_end_at_0(int depth, bool isHeld) =>
        AssertHeld(isHeld, Stack(depth, Layer("Dense", ("units", 128), ("Init", "Normal"), ("InitScale", 0.02)), Layer("Glu", ("activation", "Identity"))));

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(1e-4, false)]
    [InlineData(1e4, false)]
    public void Small_weights_of_many_layers_leave_nothing(double scale, bool isHeld) => AssertHeld(isHeld, Stack(15, Layer("Dense", ("units", 64), ("Init", "Normal"), ("InitScale", scale)), Layer("Relu")));

    /// <summary>Of units that hardly ever leave a flat part, a batch may have none. What goes past them is certain.</summary>
    [Fact]
    public void A_slope_that_no_unit_may_have_is_not_certain()
    {
        LayerDeclaration[] branch = [Layer("Dense", ("units", 64), ("BiasInit", "Constant"), ("BiasInitScale", -4.5), ("Init", "LecunNormal")), Layer("Relu")];
        var layers = FlowAnalysis.Predict(Network(64, Layer("Dense", ("units", 64)), Around(Layer("Residual"), branch), Layer("Dense", ("units", 8)))).Layers;
        Assert.All(layers, layer => Assert.Equal((layer.Layer.Path, layer.Layer.Path != "blocks.0.layers.0"), (layer.Layer.Path, double.IsFinite(layer.Uncertainty))));
    }

    private static LayerDeclaration[] Stack(int depth, params LayerDeclaration[] layers) =>
        [Layer("Dense", ("units", 64)), .. Enumerable.Repeat(layers, depth).SelectMany(layer => layer), Layer("Dense", ("units", 8))];

    private static void AssertHeld(bool isHeld, LayerDeclaration[] layers) =>
        Assert.Equal(isHeld, FlowAnalysis.Predict(Network(64, Layer("MeanSquaredError"), layers)).Layers.All(layer => double.IsFinite(layer.Uncertainty)));
}
