using System.Numerics;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

public class ActivationTests
{
    /// <summary>Where a kink is, and the slope that PyTorch 2.10 gives there.</summary>
    public static TheoryData<string, string, double, double, double> Kinks => new()
    {
        { "Relu", "", 0.0, 0.0, 0.0 },
        { "LeakyRelu", "slope", 0.2, 0.0, 0.2 },
        { "Elu", "alpha", 1.3, 0.0, 1.3 },
        { "Celu", "alpha", 1.3, 0.0, 1.0 },
        { "Selu", "", 0.0, 0.0, 1.7580993408473766 },
        { "Softsign", "", 0.0, 0.0, 1.0 },
        { "Relu6", "", 0.0, 0.0, 0.0 },
        { "Relu6", "", 0.0, 6.0, 0.0 },
        { "HardTanh", "", 0.0, -1.0, 0.0 },
        { "HardTanh", "", 0.0, 1.0, 0.0 },
        { "HardTanh", "max", 2.0, 1.0, 1.0 },
        { "HardTanh", "max", 2.0, 2.0, 0.0 },
        { "HardTanh", "min", -2.0, -1.0, 1.0 },
        { "HardTanh", "min", -2.0, -2.0, 0.0 },
        { "HardSigmoid", "", 0.0, -3.0, 0.0 },
        { "HardSigmoid", "", 0.0, 3.0, 0.0 },
        { "HardSwish", "", 0.0, -3.0, 0.0 },
        { "HardSwish", "", 0.0, 3.0, 1.0 },
    };

    public static TheoryData<string, string, double> Defaults => new()
    {
        { "LeakyRelu", "slope", new LeakyReluAttribute().Slope },
        { "Elu", "alpha", new EluAttribute().Alpha },
        { "Celu", "alpha", new CeluAttribute().Alpha },
        { "Gelu", "tanh", (double)new GeluAttribute().Form },
        { "Softplus", "beta", new SoftplusAttribute().Beta },
        { "HardTanh", "min", new HardTanhAttribute().Min },
        { "HardTanh", "max", new HardTanhAttribute().Max },
    };

    /// <summary>The kinds of the table, once each.</summary>
    public static TheoryData<string> Kinds => [.. ActivationTable.Rows.Select(row => row.Data.Item1).Distinct()];

    [Theory]
    [MemberData(nameof(ActivationTable.Rows), MemberType = typeof(ActivationTable))]
    public void Value_and_slope_are_those_of_the_formula(
        string kind, string option, double value, double x, double expectedValue, double expectedSlope)
    {
        (double y, double slope) = Evaluate(Definitions.Activation("layers.1", kind, 1, option, value), x);

        // Φ(-30) and e^(-30) inherit the rounding of their argument, magnified up to 30²/2 times.
        Assert.True(Math.Abs(y - expectedValue) <= 2e-13 * Math.Abs(expectedValue), $"expected {expectedValue:R}, got {y:R}");
        Assert.True(Math.Abs(slope - expectedSlope) <= 2e-13 * Math.Abs(expectedSlope), $"expected slope {expectedSlope:R}, got {slope:R}");
    }

    [Theory]
    [MemberData(nameof(Kinks))]
    public void A_kink_has_the_slope_of_PyTorch(string kind, string option, double value, double x, double expectedSlope) =>
        Assert.Equal(expectedSlope, Evaluate(Definitions.Activation("layers.1", kind, 1, option, value), x).Slope, 1e-15);

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_missing_option_has_the_attributes_default(string kind, string option, double value)
    {
        foreach (double x in (double[])[-1.7, -0.6, 0.9, 1.8])
        {
            var expected = Evaluate(Definitions.Activation("layers.1", kind, 1, option, value), x);
            Assert.Equal(expected, Evaluate(Definitions.Activation("layers.1", kind, 1), x));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Large_arguments_give_finite_values_and_slopes(string kind)
    {
        LayerDefinition layer = Definitions.Activation("layers.1", kind, 1);
        foreach (double x in (double[])[-1e4, 1e4])
        {
            (double value, double slope) = Evaluate(layer, x);
            Assert.True(double.IsFinite(value) && double.IsFinite(slope), $"{kind}({x}) = {value}, slope {slope}");
            (float singleValue, float singleSlope) = Evaluate(layer, (float)x);
            Assert.Equal(value, singleValue, Math.Abs(value) * 1e-6);
            Assert.Equal(slope, singleSlope, 1e-6);
        }
    }

    [Theory]
    [InlineData(-2.0, -0.5, 0.25)]
    [InlineData(0.0, 0.0, 0.25)]
    [InlineData(2.0, 2.0, 1.0)]
    public void PRelu_multiplies_by_its_slope_up_to_zero(double x, double expectedValue, double expectedSlope)
    {
        (double value, double slope) = Evaluate(Definitions.PRelu("layers.1", 1, 2, 1), x, 0.25);
        Assert.Equal(expectedValue, value);
        Assert.Equal(expectedSlope, slope);
    }

    [Fact]
    public void PRelu_gathers_the_gradient_of_one_slope_or_of_one_per_feature()
    {
        double[] input = [-1, 2, -3, 4, -5, -6];
        double[] target = [-100, -100, -100, -100, -100, -100];

        foreach ((double[] slopes, double[] output, double[] expected) in new[]
        {
            (new[] { 0.5 }, new[] { -0.5, 2, -1.5, 4, -2.5, -3 }, new[] { -15.0 / 6.0 }),
            (new[] { 0.5, 0.25, 0.125 }, new[] { -0.5, 2, -0.375, 4, -1.25, -0.75 }, new[] { -1.0 / 6.0, -5.0 / 6.0, -9.0 / 6.0 }),
        })
        {
            NetworkDefinition definition = Definitions.Network(
                Definitions.Loss("MeanAbsoluteError", 3), Definitions.PRelu("layers.0", 3, 0, slopes.Length));
            var network = new InterpretedNetwork<double>(definition, slopes);

            Assert.Equal(output, network.Predict(input));
            network.Gradient(input, target, out double[] gradients);
            Assert.All(expected.Zip(gradients), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        }
    }

    [Fact]
    public void Softmax_is_over_the_features_of_each_example()
    {
        NetworkDefinition definition = Definitions.Network(null, Definitions.Activation("layers.0", "Softmax", 3));

        double[] output = new InterpretedNetwork<double>(definition, []).Predict([1, 2, 3, 7, 7, 7]);

        double[] expected = [0.090030573170380458, 0.24472847105479765, 0.66524095577482189, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0];
        Assert.All(expected.Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    // The layer runs behind a dense layer that turns an input of 0 into its bias, so that the bias's gradient is the slope:
    // the loss is |y - target| with a target that is far below.
    private static (T Value, T Slope) Evaluate<T>(LayerDefinition layer, T x, params T[] parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NetworkDefinition definition = Definitions.Network(
            Definitions.Loss("MeanAbsoluteError", 1), Definitions.Dense("layers.0", 1, 1, 0, 1), layer);
        var network = new InterpretedNetwork<T>(definition, [T.One, x, .. parameters]);
        network.Gradient([T.Zero], [T.CreateChecked(-1e6)], out T[] gradients);
        return (network.Predict([T.Zero])[0], gradients[1]);
    }
}
