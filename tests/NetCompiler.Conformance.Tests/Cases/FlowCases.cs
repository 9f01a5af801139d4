using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Networks of every kind of layer, at least 64 units wide and up to 50 layers deep, whose gradient is predicted and then measured.</summary>
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
        ("EveryStep", "Time = 20, Features = 8", "Lstm(64, Returns = Returns.Sequence), Dense(8)"),
    ];

    /// <summary>All of them, with a regression behind.</summary>
    public static NetworkLibrary Library { get; } = new(
        [
            .. s_stacks.Select(stack => new Declaration(stack.Name, "64", $"Dense(64), {string.Format(stack.Repeat, $"{stack.Name}Block")}, Dense(64)") { Precisions = [Precision.Double] }),
            .. s_sequences.Select(network => new Declaration(network.Name, network.Input, network.Layers) { Precisions = [Precision.Double] }),
        ],
        string.Concat(s_stacks.Select(stack => $"[Block, {stack.Block}] internal partial class {stack.Name}Block;\n")));
}
