using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Networks of every kind of layer, most of them at least 64 units wide and up to 50 layers deep, whose gradient is predicted and then measured in a step on targets as users have them.</summary>
internal static class FlowCases
{
    /// <summary>The networks that start with a layer of 64 units, repeat a block, and end in a linear layer.</summary>
    private static readonly (string Name, string Block, string Repeat)[] s_stacks =
    [
        ("Sigmoids", "Dense(64), Sigmoid", "Repeat<{0}>(12)"),
        ("Tanhs", "Dense(64), Tanh", "Repeat<{0}>(50)"),
        ("SmallWeights", "Dense(64, Init = Initializer.Normal, InitScale = 0.01), Tanh", "Repeat<{0}>(10)"),
        ("Rectifiers", "Dense(96), Relu", "Repeat<{0}>(30)"),
        ("GlorotRectifiers", "Dense(80, Init = Initializer.GlorotUniform), Relu", "Repeat<{0}>(20)"),
        ("LeakyRectifiers", "Dense(96), LeakyRelu(0.2)", "Repeat<{0}>(20)"),
        ("LearnedSlopes", "Dense(96), PRelu", "Repeat<{0}>(20)"),
        ("Elus", "Dense(64), Elu", "Repeat<{0}>(30)"),
        ("Celus", "Dense(64), Celu(0.5)", "Repeat<{0}>(15)"),
        ("Selus", "Dense(64), Selu", "Repeat<{0}>(50)"),
        ("Gelus", "Dense(96), Gelu", "Repeat<{0}>(8)"),
        ("Silus", "Dense(96, Init = Initializer.LecunNormal), Silu", "Repeat<{0}>(15)"),
        ("Mishes", "Dense(96, Init = Initializer.LecunNormal), Mish", "Repeat<{0}>(15)"),
        ("Softpluses", "Dense(96, Init = Initializer.GlorotNormal), Softplus", "Repeat<{0}>(15)"),
        ("Softsigns", "Dense(64), Softsign", "Repeat<{0}>(30)"),
        ("HardSigmoids", "Dense(64), HardSigmoid", "Repeat<{0}>(10)"),
        ("HardTanhs", "Dense(64), HardTanh", "Repeat<{0}>(30)"),
        ("HardSwishes", "Dense(96), HardSwish", "Repeat<{0}>(6)"),
        ("Rectifiers6", "Dense(96), Relu6", "Repeat<{0}>(20)"),
        ("LogSigmoids", "Dense(64), LogSigmoid", "Repeat<{0}>(10)"),
        ("Orthogonal", "Dense(64, Init = Initializer.Orthogonal), Tanh", "Repeat<{0}>(50)"),
        ("Biased", "Dense(96, BiasInit = Initializer.Normal, BiasInitScale = 0.3), Tanh", "Repeat<{0}>(30)"),
        ("Uneven", "Dense(128), Relu, Dense(64), Tanh", "Repeat<{0}>(10)"),
        ("BatchNormalized", "Dense(96), BatchNorm, Relu", "Repeat<{0}>(15)"),
        ("NormalizedSigmoids", "Dense(64), BatchNorm, Sigmoid", "Repeat<{0}>(25)"),
        ("Residuals", "Residual, Relu, Dense(64)", "Repeat<{0}>(15)"),
        ("ScaledResiduals", "Residual(Scale = 0.7071, BranchScale = 0.5), Tanh, Dense(64)", "Repeat<{0}>(25)"),
        ("NormalizedResiduals", "Residual(ZeroInitLast = false), BatchNorm, Relu, Dense(64)", "Repeat<{0}>(25)"),
        ("AfterTheSum", "Residual(Activation = Activation.Relu), Dense(96), Relu, Dense(96)", "Dense(96), Repeat<{0}>(10)"),
        ("AfterTheSumOfZero", "Residual(Activation = Activation.Relu), Dense(64), BatchNorm, Relu, Dense(64), BatchNorm", "Repeat<{0}>(10)"),
        ("LayerScales", "Residual(LayerScale = 0.3), Gelu, Dense(64)", "Repeat<{0}>(20)"),
        ("Highways", "Highway, Dense(64), Tanh", "Repeat<{0}>(50)"),
        ("RectifiedHighways", "Highway(GateBias = -3), Dense(64), Relu", "Repeat<{0}>(30)"),
        ("Gates", "Gated, Dense(96)", "Repeat<{0}>(6)"),
        ("LinearUnits", "Dense(192, Init = Initializer.LecunNormal), Glu", "Repeat<{0}>(6)"),
        ("Dropouts", "Dense(96), Relu, Dropout(0.2)", "Repeat<{0}>(12)"),
        ("Dense", "BatchNorm, Relu, Dense(16)", "DenselyConnected<{0}>(12)"),
        ("Branches", "Dense(64), Tanh", "Parallel<{0}, {0}>, Parallel<{0}, {0}>(Merge.Concat), Repeat<{0}>(3)"),
    ];

    /// <summary>Networks of sequences.</summary>
    private static readonly (string Name, string Input, string Layers)[] s_sequences =
    [
        ("PlainCells", "Time = 20, Features = 8", "Rnn(64), Dense(8)"),
        ("SmallCells", "Time = 15, Features = 8", "Rnn(64, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125), Dense(8)"),
        ("IdentityCells", "Time = 30, Features = 8", "Rnn(64, Activation = Activation.Relu, RecurrentInit = Initializer.Identity), Dense(8)"),
        ("LongMemories", "Time = 40, Features = 8", "Lstm(64), Dense(8)"),
        ("GatedUnits", "Time = 40, Features = 8", "Gru(64, UpdateBias = 1), Dense(8)"),
        ("StackedMemories", "Time = 20, Features = 8", "Dense(64), Tanh, Lstm(64, Returns = Returns.Sequence), Lstm(64), Dense(8)"),
        ("PooledUnits", "Time = 20, Features = 8", "Gru(64, Returns = Returns.Sequence), MeanOverTime, Dense(8)"),
        ("LargestOverTime", "Time = 20, Features = 8", "Rnn(64, Returns = Returns.Sequence), MaxOverTime, Dense(8)"),
        ("LargestOfUnitsOverTime", "Time = 20, Features = 8", "Gru(64, Returns = Returns.Sequence), MaxOverTime, Dense(8)"),
        ("LargestOfConvolutions", "Time = 20, Features = 8", "CausalConv1D(64, 3), Relu, CausalConv1D(64, 3, Dilation = 2), Sigmoid, MaxOverTime, Dense(8)"),
        ("KeptStates", "Time = 12, Features = 64", "Gru(64, UpdateBias = 3.5, Returns = Returns.Sequence), Gru(64, UpdateBias = 1.3), Dense(8)"),
        ("KeptMemories", "Time = 30, Features = 8", "Lstm(64, ForgetBias = 3, Returns = Returns.Sequence), Lstm(64, ForgetBias = 2, RecurrentInit = Initializer.Normal, RecurrentInitScale = 0.05), Dense(8)"),
        ("EveryStep", "Time = 20, Features = 8", "Lstm(64, Returns = Returns.Sequence), Dense(8)"),
    ];

    /// <summary>Networks of their own, with every loss.</summary>
    private static readonly (string Name, string Input, string Layers, string Loss)[] s_whole =
    [
        ("LeNet", "1, 20, 20", "Conv2D(6, 5, Padding = 2), Tanh, AveragePool(2), Conv2D(16, 5), Tanh, AveragePool(2), Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)", "SoftmaxCrossEntropy"),
        ("LargestOfMaps", "3, 12, 12", "Conv2D(24, 3, Padding = 1), Relu, MaxPool(2), Conv2D(48, 3, Stride = 2, Padding = 1), LeakyRelu(0.1), Dense(64), Relu, Dense(10)", "SoftmaxCrossEntropy"),
        ("ResidualMaps", "3, 10, 10", "Conv2D(16, 3, Padding = 1), BatchNorm, Relu, Repeat<Maps>(3), GlobalAveragePool, Dense(10)", "SoftmaxCrossEntropy"),
        ("NormalizedMaps", "16, 8, 8", "Repeat<GroupedMaps>(5), GlobalAveragePool, Dense(10)", "SoftmaxCrossEntropy"),
        ("DenselyConnectedMaps", "16, 8, 8", "DenselyConnected<GrownMaps>(3), AveragePool(2), Dense(10)", "SoftmaxCrossEntropy"),
        ("DepthwiseMaps", "16, 9, 9", "Conv2D(16, 3, Groups = 16, Padding = 1), InstanceNorm, Relu, Conv2D(64, 1), Relu, GlobalAveragePool, Dense(10)", "SoftmaxCrossEntropy"),
        ("MeanOfLinearMaps", "3, 14, 14", "Conv2D(64, 5, Stride = 2, Padding = 2), Gelu, Conv2D(64, 1), GlobalAveragePool, Dense(10)", "SoftmaxCrossEntropy"),
        ("LargestOfCorrelatedMaps", "64, 8, 8", "Conv2D(64, 3, Padding = 1), Relu, MaxPool(2), Conv2D(64, 3, Padding = 1), Relu, MaxPool(2), Dense(64), Relu, Dense(10)", "SoftmaxCrossEntropy"),
        ("LargestOfBounded", "16, 12, 12", "Conv2D(64, 3, Padding = 1), Tanh, MaxPool(3), Conv2D(64, 3, Padding = 1), Tanh, MaxPool(2), Dense(10)", "SoftmaxCrossEntropy"),
        ("LargestOfSaturated", "3, 12, 12", "Conv2D(64, 3, Padding = 1, Init = Initializer.Normal, InitScale = 0.3), Tanh, MaxPool(4), Flatten, Dense(32), Tanh, Dense(8)", "MeanSquaredError"),
        ("UnstableGates", "100", "Dense(64, Init = Initializer.TruncatedNormal, InitScale = 0.1), Gelu, Dense(128, Init = Initializer.Normal, InitScale = 0.05), Glu(Activation.Silu), Dense(128, Init = Initializer.Normal, InitScale = 0.05), Glu(Activation.Silu), Dense(128, Init = Initializer.Normal, InitScale = 0.05), Glu(Activation.Silu), Use<PreNormal>, Dense(10)", "SoftmaxCrossEntropy"),
        ("Line", "4, 48", "Conv1D(64, 5, Padding = 2), Relu, MaxPool(2), Conv1D(64, 3), Tanh, Dense(8)", "Huber"),
        ("LayerNormalized", "64", "Repeat<Normalized>(10), Dense(10)", "SoftmaxCrossEntropy"),
        ("PreNormalized", "64", "Repeat<PreNormal>(12), RmsNorm, Dense(10)", "SoftmaxCrossEntropy"),
        ("PostNormalized", "64", "Repeat<PostNormal>(10), Dense(10)", "SoftmaxCrossEntropy"),
        ("NothingAtFirst", "64", "Dense(64), Repeat<ZeroLast>(8), Repeat<ReZeros>(8), Dense(16)", "MeanSquaredError"),
        ("Probabilities", "64", "Dense(96), Tanh, Dense(64), Relu, Dense(16)", "BinaryCrossEntropyWithLogits"),
        ("Absolute", "64", "Dense(96), Relu, Dense(96), Relu, Dense(96), Relu, Dense(16)", "MeanAbsoluteError"),
        ("LargeLogits", "64", "Dense(64), Selu, Dense(64), Selu, Dense(50, Init = Initializer.Normal, InitScale = 1)", "SoftmaxCrossEntropy"),
        ("LargeOutputs", "64", "Dense(96), Relu, Dense(96), Relu, Dense(96), Relu, Dense(96, Init = Initializer.Normal, InitScale = 1)", "MeanSquaredError"),
        ("NormalizedWeights", "64", "Dense(96, WeightNorm = true), Relu, Dense(96, WeightNorm = true), Relu, Dense(16)", "MeanSquaredError"),
        ("OneNumber", "64", "Dense(64), Tanh, Repeat<SameWeights>(4), Dense(1, Init = Initializer.Constant, InitScale = 0.1)", "BinaryCrossEntropyWithLogits"),
        ("BothWays", "Time = 16, Features = 8", "Bidirectional<Forth>, Bidirectional<Back>, Dense(10)", "SoftmaxCrossEntropy"),
        ("Tokens", "Time = 16, Features = 1", "Embedding(12, 64), Gru(64, Returns = Returns.Sequence), Dense(12)", "SoftmaxCrossEntropy"),
        ("CausalConvolutions", "Time = 24, Features = 8", "CausalConv1D(64, 3), Relu, CausalConv1D(64, 3, Dilation = 2), Relu, LastStep, Dense(8)", "MeanSquaredError"),
        ("EachStep", "Time = 10, Features = 64", "TimeDistributed<Timed>, LayerNorm, Dense(64), Relu, MeanOverTime, Dense(10)", "SoftmaxCrossEntropy"),
        ("Attention", "Time = 16, Features = 64", "SelfAttention(1), Tanh, SelfAttention(8), MeanOverTime, Dense(10)", "SoftmaxCrossEntropy"),
        ("Transformer", "Time = 24, Features = 1", "Embedding(12, 64), PositionalEncoding, Repeat<Transformed>(4), LayerNorm, Dense(12)", "SoftmaxCrossEntropy"),
        ("PostNormalTransformer", "Time = 16, Features = 64", "PositionalEncoding(Learned = true), Repeat<PostTransformed>(2), MeanOverTime, Dense(8)", "MeanSquaredError"),
        ("AttentionOfMemories", "Time = 32, Features = 64", "PositionalEncoding, Lstm(64, ForgetBias = 2, Returns = Returns.Sequence), SelfAttention(8), MaxOverTime, Dense(20)", "SoftmaxCrossEntropy"),
        ("Writer", "Time = 12, Features = 1", "Encoder<ReadIds>, Decoder<WriteIds>(8)", "SoftmaxCrossEntropy"),
        ("WriterOfNumbers", "Time = 20, Features = 8", "Encoder<ReadTwice>, Decoder<WriteTwice>(10, Features = 8), Dense(8)", "MeanSquaredError"),
        ("WriterThatAsks", "Time = 16, Features = 8", "Encoder<ReadSteps>, Decoder<Ask>(8, Features = 8), Dense(8)", "MeanSquaredError"),
        ("AttentionOfUnits", "Time = 16, Features = 8", "Gru(64, Returns = Returns.Sequence), SelfAttention(4, Causal = true), LastStep, Dense(8)", "MeanSquaredError"),
    ];

    private const string Blocks = """
        [Block, Residual(Activation = Activation.Relu), Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm] internal partial class Maps;
        [Block, Conv2D(16, 3, Padding = 1), GroupNorm(4), Relu] internal partial class GroupedMaps;
        [Block, BatchNorm, Relu, Conv2D(12, 3, Padding = 1)] internal partial class GrownMaps;
        [Block, Dense(64), LayerNorm, Relu] internal partial class Normalized;
        [Block, Residual, LayerNorm, Dense(128), Gelu, Dense(64)] internal partial class PreNormal;
        [Block, Residual<Normalized>, LayerNorm] internal partial class PostNormal;
        [Block, Residual(ZeroInitLast = true), Dense(64), Tanh, Dense(64)] internal partial class ZeroLast;
        [Block, Residual(ReZero = true), Dense(64), Relu] internal partial class ReZeros;
        [Block, Dense(64, Init = Initializer.Constant, InitScale = 0.015), Tanh] internal partial class SameWeights;
        [Block, Lstm(64, Returns = Returns.Sequence)] internal partial class Forth;
        [Block, Gru(64)] internal partial class Back;
        [Block, Dense(64), Tanh] internal partial class Timed;
        [Block, Residual, LayerNorm, SelfAttention(4, Causal = true)] internal partial class Look;
        [Block, Residual, LayerNorm, Dense(128), Gelu, Dense(64)] internal partial class Think;
        [Block, Use<Look>, Use<Think>] internal partial class Transformed;
        [Block, SelfAttention(4)] internal partial class Looked;
        [Block, Dense(128), Relu, Dense(64)] internal partial class Thought;
        [Block, Residual<Looked>, LayerNorm, Residual<Thought>, LayerNorm] internal partial class PostTransformed;
        [Block, Embedding(12, 64), Gru(64, Returns = Returns.Sequence)] internal partial class ReadIds;
        [Block, Embedding(12, 64), Gru(64, Returns = Returns.Sequence), Attention(AttentionKind.Luong), Dense(12)] internal partial class WriteIds;
        [Block, Lstm(64, Returns = Returns.Sequence), Lstm(64, ForgetBias = 2)] internal partial class ReadTwice;
        [Block, Lstm(64, Returns = Returns.Sequence), Lstm(64, Returns = Returns.Sequence)] internal partial class WriteTwice;
        [Block, Lstm(64, Returns = Returns.Sequence)] internal partial class ReadSteps;
        [Block, Attention(AttentionKind.Bahdanau), Lstm(64, Returns = Returns.Sequence)] internal partial class Ask;

        """;

    /// <summary>All of them: stacks in turn with a regression and with classes behind.</summary>
    public static NetworkLibrary Library { get; } = new(
        [
            .. s_stacks.Select((stack, i) => InDouble(stack.Name, "64", $"Dense(64), {string.Format(stack.Repeat, $"{stack.Name}Block")}, {(i % 2 == 0 ? "Dense(64)" : "Dense(10)")}", i % 2 == 0 ? "MeanSquaredError" : "SoftmaxCrossEntropy")),
            .. s_sequences.Select(network => InDouble(network.Name, network.Input, network.Layers, "MeanSquaredError")),
            .. s_whole.Select(network => InDouble(network.Name, network.Input, network.Layers, network.Loss)),
        ],
        string.Concat(s_stacks.Select(stack => $"[Block, {stack.Block}] internal partial class {stack.Name}Block;\n")) + Blocks);

    private static Declaration InDouble(string name, string input, string layers, string loss) => new(name, input, layers, loss) { Precisions = [Precision.Double] };
}
