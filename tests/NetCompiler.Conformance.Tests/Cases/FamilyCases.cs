using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>One network for every family of kernels, of sizes that fill vectors of every width and leave a rest: few enough to be checked where vectors are emulated.</summary>
internal static class FamilyCases
{
    private const string Blocks = """
        namespace Family
        {
            [Block, Residual(Shortcut = Shortcut.NormalizedProjection, Activation = Activation.Relu), Conv2D(18, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(18, 3, Padding = 1)] class Down;
            [Block, Highway, Dense(19), Tanh] class Carry;
            [Block, LayerNorm, Dense(6), Gelu] class Grow;
            [Block, Residual(Scale = 0.7, LayerScale = 0.5), RmsNorm, Dense(38), Glu, Dense(37), Silu] class Step;
            [Block, Lstm(9, Peepholes = true, Returns = Returns.Sequence)] class Both;
        }

        """;

    public static NetworkLibrary Library { get; } = new(
    [
        new("FamilyDense", "21", "Dense(33), Sigmoid, Dense(64, WeightNorm = true), Mish, Dense(17), PRelu(PerFeature = true), Dense(7)", "SoftmaxCrossEntropy(LabelSmoothing = 0.1)") { Batches = [1, 3, 8, 29] },
        new("FamilyPaths", "19", "Use<Family.Carry>, DenselyConnected<Family.Grow>(3), Use<Family.Step>, Dense(3)", "Huber(0.5)") { Batches = [1, 4, 9] },
        new("FamilyMaps", "3, 9, 8", "Conv2D(17, 3, Padding = 1), BatchNorm, Elu, MaxPool(2), Use<Family.Down>, GlobalAveragePool, Dense(4)", "SoftmaxCrossEntropy") { Batches = [5] },
        new("FamilyGroups", "8, 5, 6", "Conv2D(16, 3, Groups = 2, Dilation = 2, Padding = 2), GroupNorm(4), Softplus, Conv2D(16, 3, Groups = 16), AveragePool(2), Upsample(2, Mode = UpsampleMode.Bilinear), Dense(2)") { Batches = [1, 4] },
        new("FamilySequence", "Time = 5, Features = 6", "CausalConv1D(18, 2), Tanh, SelfAttention(3), Bidirectional<Family.Both>, Gru(17), Dense(2)") { Batches = [1, 3, 8] },
        new("FamilyIds", "Time = 4, Features = 1", "Embedding(11, 17), Rnn(17, Returns = Returns.Sequence), Dense(11)", "SoftmaxCrossEntropy") { Batches = [1, 5] },
    ], Blocks);

    public static TheoryData<string> Names => [.. Library.Declarations.Select(declaration => declaration.Name)];
}
