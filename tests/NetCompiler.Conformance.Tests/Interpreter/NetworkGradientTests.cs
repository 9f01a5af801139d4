using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

/// <summary>Gradients of whole networks against central differences in double.</summary>
public class NetworkGradientTests
{
    private const int Batch = 3;

    public static TheoryData<string, string, double> Activations => new()
    {
        { "Identity", "", 0.0 },
        { "Sigmoid", "", 0.0 },
        { "Tanh", "", 0.0 },
        { "Relu", "", 0.0 },
        { "LeakyRelu", "slope", 0.2 },
        { "Elu", "alpha", 1.3 },
        { "Celu", "alpha", 0.7 },
        { "Selu", "", 0.0 },
        { "Gelu", "tanh", 0.0 },
        { "Gelu", "tanh", 1.0 },
        { "Silu", "", 0.0 },
        { "Mish", "", 0.0 },
        { "Softplus", "beta", 2.5 },
        { "Softsign", "", 0.0 },
        { "HardSigmoid", "", 0.0 },
        { "HardTanh", "max", 0.4 },
        { "HardSwish", "", 0.0 },
        { "Relu6", "", 0.0 },
        { "LogSigmoid", "", 0.0 },
        { "Softmax", "", 0.0 },
    };

    public static TheoryData<string, string, double, double, int> Losses => new()
    {
        { "SoftmaxCrossEntropy", "labelSmoothing", 0.0, 0.0, 1 },
        { "SoftmaxCrossEntropy", "labelSmoothing", 0.2, 0.0, 1 },
        { "SoftmaxCrossEntropy", "labelSmoothing", 0.0, 1.0, 2 },
        { "SoftmaxCrossEntropy", "labelSmoothing", 0.2, 1.0, 2 },
        { "BinaryCrossEntropyWithLogits", "unused", 0.0, 0.0, 2 },
        { "MeanSquaredError", "unused", 0.0, 0.0, 2 },
        { "MeanAbsoluteError", "unused", 0.0, 0.0, 2 },
        { "Huber", "delta", 0.8, 0.0, 2 },
    };

    [Theory]
    [MemberData(nameof(Activations))]
    public void Behind_every_activation(string kind, string option, double value) => AssertGradient(
        Network(Definitions.Activation("layers.1", kind, 5, option, value), Definitions.Loss("MeanSquaredError", 2)),
        Definitions.Numbers(Batch * 2, seed: 4));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Behind_learned_slopes(int slopes) => AssertGradient(
        Network(Definitions.PRelu("layers.1", 5, 40, slopes), Definitions.Loss("MeanSquaredError", 2)),
        Definitions.Numbers(Batch * 2, seed: 4));

    [Theory]
    [MemberData(nameof(Losses))]
    public void Of_every_loss(string kind, string option, double value, double probabilities, int targetLength) => AssertGradient(
        Network(
            Definitions.Activation("layers.1", "Tanh", 5),
            Definitions.Loss(kind, targetLength, (option, value), ("probabilities", probabilities))),
        targetLength == 1 ? [1.0, 0.0, 1.0] : [0.3, 0.7, 1.0, 0.0, 0.45, 0.55]);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Float_agrees_with_double(string kind, string option, double value)
    {
        NetworkDefinition definition = Network(
            Definitions.Activation("layers.1", kind, 5, option, value), Definitions.Loss("SoftmaxCrossEntropy", 1));
        float[] parameters = InterpretedNetwork<float>.Convert<double>(Definitions.Numbers(definition.ParameterVectorLength));
        float[] input = InterpretedNetwork<float>.Convert<double>(Definitions.Numbers(Batch * 4, scale: 2.0, seed: 1));
        var single = new InterpretedNetwork<float>(definition, parameters);
        var exact = InterpretedNetwork<double>.FromParameters<float>(definition, parameters);

        float loss = single.Gradient(input, [1, 0, 1], out float[] gradients);
        double exactLoss = exact.Gradient(InterpretedNetwork<double>.Convert<float>(input), [1, 0, 1], out double[] exactGradients);

        Assert.Equal(exactLoss, loss, 1e-6);
        Assert.NotEqual(exactLoss, loss);
        Assert.All(exactGradients.Zip(gradients), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    // 4 inputs, 5 hidden features, 2 outputs. The parameters leave gaps before, between and behind them.
    private static NetworkDefinition Network(LayerDefinition activation, LossDefinition loss) =>
        Definitions.Network(loss, Definitions.Dense("layers.0", 4, 5, 3, 24), activation, Definitions.Dense("layers.2", 5, 2, 50, null));

    private static void AssertGradient(NetworkDefinition definition, double[] target)
    {
        double[] input = Definitions.Numbers(Batch * 4, scale: 2.0, seed: 1);
        double[] point = Definitions.Numbers(definition.ParameterVectorLength);
        var network = new InterpretedNetwork<double>(definition, point);
        network.Gradient(input, target, out double[] gradients);

        GradientDifference difference = GradientCheck.Compare(
            parameters => new InterpretedNetwork<double>(definition, parameters).Loss(input, target), point, gradients);

        Assert.True(difference.Error < 1e-8, difference.ToString());
        bool[] learned = new bool[point.Length];
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            learned.AsSpan(parameter.Offset, parameter.Length).Fill(true);
            Assert.Contains(gradients[parameter.Offset..(parameter.Offset + parameter.Length)], slope => slope != 0.0);
        }

        Assert.All(gradients.Zip(learned).Where(pair => !pair.Second), gap => Assert.Equal(0.0, gap.First));
    }
}
