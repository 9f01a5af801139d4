namespace NetCompiler.Generators.Tests.Snapshots;

/// <summary>Whole generated files, to see in a review what a change does to them.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Smallest() => Verify("Smallest", "[Network(Input = 1), Dense(1)] public partial class Net;");

    [Fact]
    public void TwoLayers() => Verify("TwoLayers",
        "namespace Some.Where; [Network(Input = 8)] [Dense(16), Relu] [Dense(3)] [SoftmaxCrossEntropy] public partial class Classifier;");

    [Fact]
    public void Regression() => Verify("Regression",
        "[Network(Input = 2, Precision = Precision.Double)] [Dense(5), Tanh, Dense(1, Bias = false, Init = Initializer.Orthogonal, InitScale = 0.5)] [MeanSquaredError] public partial class Fit;");

    [Fact]
    public void Blocks() => Verify("Blocks", """
        [Block, Dense(4), Sigmoid] class Floor;
        [Block, Repeat<Floor>(2), Use<Floor>] class Tower;
        partial class Outer { [Network(Input = 4)] [Repeat<Tower>(2), Use<Floor>] [MeanAbsoluteError] internal partial class Net; }
        """);

    [Fact]
    public void Smoothed() => Verify("Smoothed",
        "[Network, Input(2, 3)] [Dense(3)] [SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, LabelSmoothing = 0.1)] public partial class Net;");

    [Fact]
    public void Dropout() => Verify("Dropout", """
        [Block, Dense(6), Relu, Dropout(0.2)] class Hidden;
        [Network(Input = 6)] [Repeat<Hidden>(2)] [Dense(2)] [MeanSquaredError] [ClipByGlobalNorm(1)] public partial class Net;
        """);

    [Fact]
    public void Elementwise() => Verify("Elementwise",
        "[Network(Input = 3)] [PRelu(PerFeature = true), Dense(3), Gelu, Mish, PRelu, Softmax] [Huber(0.5)] public partial class Net;");

    [Fact]
    public void Tokens() => Verify("Tokens",
        "[Network(Input = 2)] [Embedding(5, 3, PaddingIndex = 0), Dense(2)] [SoftmaxCrossEntropy] public partial class Net;");

    [Fact]
    public void Skips() => Verify("Skips", """
        [Block, Residual(Activation = Activation.Relu, ReZero = true), Dense(4), Tanh, Dense(4)] class Step;
        [Block, Highway, Dense(4), Tanh] class Carry;
        [Block, Glu] class Halve;
        [Network(Input = 4)] [Repeat<Step>(2), Use<Carry>, DenselyConnected<Halve>(1)] [Dense(2), SoftmaxCrossEntropy] public partial class Net;
        """);

    [Fact]
    public void Normalized() => Verify("Normalized", "[Network(Input = 8)] [Dense(16), BatchNorm, Relu] [Dense(3)] [SoftmaxCrossEntropy] public partial class Net;");

    [Fact]
    public void Recurrent() => Verify("Recurrent",
        "[Network, Input(Time = 5, Features = 2)] [Lstm(8, Returns = Returns.Sequence), Dense(3)] [SoftmaxCrossEntropy] public partial class Net;");

    private static void Verify(string name, string source) =>
        Snapshot.ShouldMatch(name, Compiled.From($"using NetCompiler;{source}").ShouldBeClean().Text);
}
