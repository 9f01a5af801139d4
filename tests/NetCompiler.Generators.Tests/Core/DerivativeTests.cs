using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Tests.Core;

public sealed class DerivativeTests
{
    public static TheoryData<string> Activations =>
    [
        "Sigmoid", "Tanh", "Relu", "LeakyRelu", "LeakyRelu(-0.5)", "PRelu", "Elu(0.7)", "Celu(0.7)", "Selu", "Gelu", "Gelu(GeluForm.Tanh)", "Silu", "Mish", "Softplus(2)",
        "Softsign", "HardSigmoid", "HardTanh(-0.4, 0.6)", "HardSwish", "Relu6", "LogSigmoid",
    ];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Derivatives_of_activations_are_right(string activation) =>
        ShouldAgree(Networks.Model(activation).Graph.Operations.OfType<Elementwise>().Single().Expression);

    [Theory]
    [InlineData("MeanSquaredError")]
    [InlineData("MeanAbsoluteError")]
    [InlineData("BinaryCrossEntropyWithLogits")]
    [InlineData("Huber(0.5)")]
    public void Derivatives_of_losses_are_right(string loss) =>
        ShouldAgree(Networks.Model($"Identity, {loss}").Graph.Operations.OfType<Reduce>().Single().Expression);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Derivatives_of_all_functions_are_right(string name)
    {
        Function function = Enum.Parse<Function>(name);
        // Shifted to where every function is defined, and with something inside, for the chain rule.
        Expression inner = (Argument(0) * 0.3) + 2.0;
        ShouldAgree(new Apply(function, inner) * Argument(1));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Derivatives_of_all_operators_are_right(string name) => ShouldAgree(new Combine(Enum.Parse<Operator>(name), Square(Argument(0)) + 0.5, Square(Argument(1)) + 0.25));

    [Fact]
    public void At_the_kink_of_a_rectifier_the_derivative_is_zero() => Assert.Equal(0, Derivative.Of(Max(Argument(0), 0.0), 0).Evaluate(0));

    public static TheoryData<string> Functions => [.. Enum.GetNames<Function>()];

    public static TheoryData<string> Operators => [.. Enum.GetNames<Operator>()];

    private static void ShouldAgree(Expression expression)
    {
        const double Step = 1e-6;
        int operands = expression.Nodes().OfType<Operand>().Max(operand => operand.Index) + 1;
        // Odd numbers, to keep away from kinks.
        foreach (double x in new[] { -2.7183, -1.1357, -0.37, -0.0123, 0.0321, 0.4321, 0.87, 1.2345, 2.6789 })
        {
            foreach (double other in new[] { -0.7531, 0.5713 })
            {
                double[] at = [x, other];
                for (int i = 0; i < operands; i++)
                {
                    double[] up = [.. at], down = [.. at];
                    (up[i], down[i]) = (at[i] + Step, at[i] - Step);
                    double numeric = (expression.Evaluate(up) - expression.Evaluate(down)) / (2 * Step);
                    Assert.Equal(numeric, Derivative.Of(expression, i).Evaluate(at), 1e-7 * Math.Max(1, Math.Abs(numeric)));
                }
            }
        }
    }
}
