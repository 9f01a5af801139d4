using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>The networks that the public contract is checked with.</summary>
internal static class Contracts
{
    public static NetworkLibrary Library { get; } = new(
    [
        new("Classifier", "4", "Dense(17), Tanh, Dense(3)", "SoftmaxCrossEntropy"),
        new("Regressor", "6", "Dense(33), Relu, Dense(9, Bias = false), PRelu, Softmax, Dense(2)", "Huber"),
        new("Small", "2", "Dense(3), Gelu, Dense(1)", "BinaryCrossEntropyWithLogits"),
        new("Distributions", "5", "Dense(4)", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, LabelSmoothing = 0.1)"),
        new("Chooser", "3", "Dense(300), Sigmoid, Dense(2)", "SoftmaxCrossEntropy"),
    ]);

    /// <summary>The same networks, compiled with checked arithmetic.</summary>
    public static NetworkLibrary Checked { get; } = new(Library.Declarations, checkOverflow: true);
}
