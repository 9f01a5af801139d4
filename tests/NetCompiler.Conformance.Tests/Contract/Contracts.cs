using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>The networks that the public contract is checked with.</summary>
internal static class Contracts
{
    private const string Blocks = """
        namespace Contracts
        {
            [Block, Residual, Dense(9), BatchNorm, Relu, Dropout(0.2), Dense(9), BatchNorm] internal class Added;
            [Block, Highway, Dense(9), LayerNorm, Tanh] internal class Carried;
        }


        """;

    public static NetworkLibrary Library { get; } = new(
    [
        new("Classifier", "4", "Dense(17), Tanh, Dense(3)", "SoftmaxCrossEntropy"),
        new("Regressor", "6", "Dense(33), Relu, Dense(9, Bias = false), PRelu, Softmax, Dense(2)", "Huber"),
        new("Small", "2", "Dense(3), Gelu, Dense(1)", "BinaryCrossEntropyWithLogits"),
        new("Distributions", "5", "Dense(4)", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, LabelSmoothing = 0.1)"),
        new("Chooser", "3", "Dense(300), Sigmoid, Dense(2)", "SoftmaxCrossEntropy"),
        new("Remedies", "5", "Dense(9), Repeat<Contracts.Added>(3), Use<Contracts.Carried>, RmsNorm, Dense(3), ClipByGlobalNorm(0.01)", "SoftmaxCrossEntropy"),
        new("Unitwise", "5", "Dense(9, WeightNorm = true), Repeat<Contracts.Added>(2), Dense(3), AdaptiveClip(0.01)", "SoftmaxCrossEntropy"),
        new("Maps", "2, 5, 4", "Conv2D(6, 3, Padding = 1), BatchNorm, Relu, Dropout(0.3), MaxPool(2), GroupNorm(3), Flatten, Dense(3), ClipByNorm(0.01)", "SoftmaxCrossEntropy"),
        new("Cells", "Time = 5, Features = 3", "Lstm(7, Returns = Returns.Sequence), Dropout(0.1), Gru(6), Dense(2), ClipByValue(0.01)"),
    ], Blocks);

    /// <summary>The same networks, compiled with checked arithmetic.</summary>
    public static NetworkLibrary Checked { get; } = new(Library.Declarations.Select(declaration => declaration with { Precisions = [Precision.Float] }), Blocks, checkOverflow: true);
}
