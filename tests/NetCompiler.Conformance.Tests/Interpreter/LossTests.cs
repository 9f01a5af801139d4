using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

/// <summary>Losses and their gradients by the outputs, against closed forms worked out with mpmath in 40 digits.</summary>
public class LossTests
{
    [Theory]
    [InlineData(0.0, 2, 0.4076059644443804, 0.09003057317038046, 0.24472847105479765, -0.3347590442251781)]
    [InlineData(0.0, 0, 2.4076059644443803, -0.9099694268296195, 0.24472847105479765, 0.6652409557748219)]
    [InlineData(0.1, 2, 0.5076059644443804, 0.05669723983704713, 0.21139513772146432, -0.2680923775585115)]
    public void Softmax_cross_entropy_of_a_class(double smoothing, int target, double loss, double d0, double d1, double d2) =>
        AssertLoss(Definitions.Loss("SoftmaxCrossEntropy", 1, ("labelSmoothing", smoothing)), [1, 2, 3], [target], loss, [d0, d1, d2]);

    [Theory]
    [InlineData(0.0, 1.6576059644443803, -0.4099694268296195, -0.00527152894520235, 0.4152409557748219)]
    [InlineData(0.1, 1.6326059644443803, -0.3933027601629529, -0.01360486227853568, 0.4069076224414886)]
    public void Softmax_cross_entropy_of_probabilities(double smoothing, double loss, double d0, double d1, double d2) =>
        AssertLoss(
            Definitions.Loss("SoftmaxCrossEntropy", 3, ("probabilities", 1.0), ("labelSmoothing", smoothing)),
            [1, 2, 3], [0.5, 0.25, 0.25], loss, [d0, d1, d2]);

    [Fact]
    public void Binary_cross_entropy_is_averaged_over_the_outputs() =>
        AssertLoss(
            Definitions.Loss("BinaryCrossEntropyWithLogits", 2), [2, -1], [0.25, 1], (1.6269280110429725 + 1.3132616875182228) / 2.0,
            [(0.88079707797788244 - 0.25) / 2.0, (0.26894142136999513 - 1.0) / 2.0]);

    [Theory]
    [InlineData(800.0, 1.0, 0.0, 0.0)]
    [InlineData(800.0, 0.0, 800.0, 1.0)]
    [InlineData(-800.0, 0.0, 0.0, 0.0)]
    [InlineData(-800.0, 1.0, 800.0, -1.0)]
    public void Binary_cross_entropy_does_not_overflow(double logit, double target, double loss, double slope) =>
        AssertLoss(Definitions.Loss("BinaryCrossEntropyWithLogits", 1), [logit], [target], loss, [slope]);

    [Fact]
    public void Mean_squared_error_is_averaged_over_the_outputs() =>
        AssertLoss(Definitions.Loss("MeanSquaredError", 2), [17, 30], [16, 32], 2.5, [1, -2]);

    [Fact]
    public void Mean_absolute_error_has_no_slope_at_zero() =>
        AssertLoss(Definitions.Loss("MeanAbsoluteError", 4), [3, 5, 7, -2], [3, 4, 9, -1], 1.0, [0, 0.25, -0.25, -0.25]);

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(1.0, 0.5, 1.0)]
    [InlineData(1.5, 1.125, 1.5)]
    [InlineData(2.0, 1.875, 1.5)]
    [InlineData(-2.0, 1.875, -1.5)]
    public void Huber_turns_linear_at_delta(double error, double loss, double slope) =>
        AssertLoss(Definitions.Loss("Huber", 1, ("delta", 1.5)), [10.0 + error], [10], loss, [slope]);

    [Fact]
    public void Missing_options_have_the_attributes_defaults()
    {
        AssertLoss(Definitions.Loss("Huber", 1), [3], [0], new HuberAttribute().Delta * (3.0 - (new HuberAttribute().Delta / 2.0)), [1]);
        Assert.Equal(ClassTargets.Indices, new SoftmaxCrossEntropyAttribute().Targets);
        AssertLoss(
            Definitions.Loss("SoftmaxCrossEntropy", 1), [1, 2, 3], [2], 0.4076059644443804,
            [0.09003057317038046, 0.24472847105479765, -0.3347590442251781]);
    }

    [Fact]
    public void A_batch_is_averaged()
    {
        NetworkDefinition definition = Definitions.Network(
            Definitions.Loss("SoftmaxCrossEntropy", 1), Definitions.Activation("layers.0", "Identity", 3));
        var network = new InterpretedNetwork<double>(definition, []);

        double loss = network.Loss([1, 2, 3, 1, 2, 3, 5, 5, 5], [2, 0, 1]);

        Assert.Equal((0.4076059644443804 + 2.4076059644443803 + Math.Log(3)) / 3.0, loss, 1e-15);
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(-1.0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void A_class_index_must_be_an_integer_in_range(double target)
    {
        NetworkDefinition definition = Definitions.Network(
            Definitions.Loss("SoftmaxCrossEntropy", 1), Definitions.Activation("layers.0", "Identity", 3));
        var network = new InterpretedNetwork<double>(definition, []);

        var error = Assert.Throws<ArgumentException>(() => network.Loss([1, 2, 3, 1, 2, 3], [0, target]));

        Assert.Contains($"Target 1 is {target}", error.Message);
        Assert.Contains("0 to 2", error.Message);
    }

    // The outputs are the bias of a dense layer whose input is zero, so that the bias's gradient is the loss's by the outputs.
    private static void AssertLoss(LossDefinition loss, double[] output, double[] target, double expectedLoss, double[] expectedGradient)
    {
        NetworkDefinition definition = Definitions.Network(loss, Definitions.Dense("layers.0", 1, output.Length, 0, output.Length));
        var network = new InterpretedNetwork<double>(definition, [.. new double[output.Length], .. output]);

        double actual = network.Gradient([0.0], target, out double[] gradients);

        Assert.Equal(expectedLoss, actual, 1e-14);
        Assert.Equal(actual, network.Loss([0.0], target));
        Assert.All(expectedGradient.Zip(gradients[output.Length..]), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }
}
