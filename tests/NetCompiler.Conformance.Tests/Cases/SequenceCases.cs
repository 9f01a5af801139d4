using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Sequences: layers that work on every step, layers that make one step of all, and recurrent layers.</summary>
internal static class SequenceCases
{
    private const string Blocks = """
        namespace Steps
        {
            [Block, Dense(5), Tanh] internal class Hidden;
            [Block, Residual, Dense(5), PRelu(PerFeature = true)] internal class Added;
            [Block, Gelu, Dense(5)] internal class Bent;
            [Block, Rnn(5, Returns = Returns.Sequence)] internal class Recurrent;
            [Block, Embedding(9, 7)] internal class Wide;
            [Block, Embedding(5, 2), Tanh] internal class Narrow;
            [Block, Lstm(5, Returns = Returns.Sequence)] internal class Cells;
            [Block, Gru(7)] internal class LastOfCells;
            [Block, LastStep, Dense(3)] internal class AtTheEnd;
            [Block, MeanOverTime] internal class OnAverage;
        }

        """;

    public static NetworkLibrary Library => s_library.Value;

    public static TheoryData<string> Names => [.. Library.Declarations.Select(declaration => declaration.Name)];

    private static IEnumerable<Declaration> All =>
    [
        new("PerStep", "Time = 7, Features = 3", "Dense(5), Tanh, Dense(2)"),
        new("PerStepActivations", "Time = 5, Features = 8", "Softmax, PRelu(PerFeature = true), Glu(Activation.Tanh)", "MeanAbsoluteError"),
        new("PerStepClasses", "Time = 6, Features = 3", "Dense(9), Gelu, Dense(4)", "SoftmaxCrossEntropy"),
        new("PerStepProbabilities", "Time = 1, Features = 1", "Dense(4)", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, LabelSmoothing = 0.1)"),
        new("PerStepSkips", "Time = 4, Features = 5", "Use<Steps.Added>, DenselyConnected<Steps.Hidden>(2), Parallel<Steps.Hidden, Steps.Recurrent>(Merge.Concat), Dense(5), Highway<Steps.Hidden>, BatchNorm, Dense(2)") { Batches = [2, 7] },
        new("NormalizedOnce", "Time = 5, Features = 3", "Dense(6), BatchNorm, Tanh, Gru(5, Returns = Returns.Sequence), BatchNorm, Lstm(4), BatchNorm, Dense(2)") { Batches = [7, 20] },
        new("PerStepPreActivation", "Time = 3, Features = 2", "Dense(5), Residual<Steps.Bent>, Residual<Steps.Bent>, Rnn(4, Returns = Returns.Sequence), Dense(2)"),
        Of("RectifiedSteps", "Time = 5, Features = 97", "Dense(101), Relu, Dense(112), Relu, MeanOverTime, Dense(2)", 8, 13, 40),
        new("LastStep", "Time = 3, Features = 5", "Dense(7), Tanh, LastStep, Dense(2)"),
        new("MeanOverTime", "Time = 7, Features = 5", "Dense(7), Tanh, MeanOverTime, Dense(2)"),
        new("MaxOverTime", "Time = 7, Features = 5", "Dense(9), Tanh, MaxOverTime, Dense(2)"),
        .. TokenCases.All,
        .. AttentionCases.All,
        Of("RnnOfOneStep", "Time = 1, Features = 3", "Rnn(5), Dense(2)", 1, 4, 7),
        Of("RnnOfOneUnit", "Time = 2, Features = 1", "Rnn(1), Dense(2)", 1, 3),
        Of("RnnStacked", "Time = 7, Features = 3", "Rnn(8, Returns = Returns.Sequence), Dense(6), Tanh, Rnn(33), Dense(2)", 1, 6, 20),
        Of("RnnSequence", "Time = 3, Features = 17", "Rnn(16, Returns = Returns.Sequence)", 1, 4, 9),
        Of("RnnRelu", "Time = 5, Features = 2", "Rnn(17, Activation = Activation.Relu, RecurrentInit = Initializer.Identity, RecurrentInitScale = 0.5)", 1, 5),
        Of("RnnSoftplus", "Time = 4, Features = 2", "Rnn(7, Activation = Activation.Softplus, RecurrentInit = Initializer.Orthogonal, RecurrentInitScale = 0.3), Dense(2)", 1, 5),
        Of("RnnLinear", "Time = 4, Features = 2", "Rnn(7, Activation = Activation.Identity, RecurrentInit = Initializer.Normal, RecurrentInitScale = 0.5, Returns = Returns.Sequence), MeanOverTime, Dense(2)", 1, 5),
        Of("RnnResidual", "Time = 5, Features = 5", "Residual<Steps.Recurrent>, Residual<Steps.Recurrent>, MaxOverTime, Dense(2)", 1, 6),
        Of("RnnDropout", "Time = 5, Features = 3", "Dropout(0.2), Rnn(13, RecurrentDropout = 0.3, Returns = Returns.Sequence), Dropout(0.4), Rnn(5, RecurrentDropout = 0.5), Dense(2)", 1, 5, 18),
        Of("LstmOfOneStep", "Time = 1, Features = 3", "Lstm(5), Dense(2)", 1, 4, 7),
        Of("LstmOfLastStep", "Time = 3, Features = 2", "Lstm(4, Returns = Returns.Sequence), LastStep, Dense(2)", 1, 3),
        Of("LstmReadTwice", "Time = 4, Features = 2", "Lstm(5, Returns = Returns.Sequence), Parallel<Steps.AtTheEnd, Steps.OnAverage>(Merge.Concat), Dense(2)", 1, 4),
        Of("LstmOfOneUnit", "Time = 2, Features = 1", "Lstm(1, Returns = Returns.Sequence)", 1, 3),
        Of("LstmStacked", "Time = 7, Features = 3", "Lstm(13, Returns = Returns.Sequence), Lstm(16), Dense(2)", 1, 6, 20),
        Of("LstmWide", "Time = 2, Features = 2", "Lstm(65), Dense(2)", 1, 33),
        Of("LstmVariants", "Time = 4, Features = 3", "Lstm(5, CoupledGates = true, Returns = Returns.Sequence), Lstm(7, Peepholes = true, ForgetBias = 3, Returns = Returns.Sequence), Lstm(9, Projection = 4, Returns = Returns.Sequence), Lstm(3, CellClip = 1.5, RecurrentDropout = 0.2), Dense(2)", 1, 5),
        Of("LstmClipped", "Time = 4, Features = 3", "Lstm(6, CellClip = 0.3, Projection = 4, CoupledGates = true, Returns = Returns.Sequence), Lstm(5, CellClip = 0.2, Peepholes = true), Dense(2)", 1, 5),
        Of("LstmNormalized", "Time = 3, Features = 3", "Lstm(5, LayerNorm = true, Returns = Returns.Sequence), Lstm(7, LayerNorm = true, Peepholes = true, CoupledGates = true, Projection = 3), Dense(2)", 1, 5),
        Of("GruOfOneStep", "Time = 1, Features = 3", "Gru(5), Dense(2)", 1, 4, 7),
        Of("GruOfOneUnit", "Time = 2, Features = 1", "Gru(1, Returns = Returns.Sequence)", 1, 3),
        Of("GruStacked", "Time = 7, Features = 3", "Gru(13, Returns = Returns.Sequence, UpdateBias = 2), Gru(16), Dense(2)", 1, 6, 20),
        Of("Bidirectional", "Time = 6, Features = 3", "Bidirectional<Steps.Cells>, Bidirectional<Steps.LastOfCells>, Dense(2)", 1, 5),
        Of("BidirectionalSum", "Time = 5, Features = 5", "Residual<Steps.Recurrent>, Bidirectional<Steps.Cells>(Merge.Sum), Bidirectional<Steps.Recurrent>(Merge.Multiply), MaxOverTime, Dense(2)", 1, 4),
        Of("CausalConvolution", "Time = 9, Features = 3", "Dense(4), CausalConv1D(5, 3), Tanh, CausalConv1D(8, 2, Dilation = 3), Tanh, Gru(5, Returns = Returns.Sequence), CausalConv1D(2, 2)", 1, 4, 7),
        Of("CausalConvolutionOfInput", "Time = 5, Features = 2", "CausalConv1D(3, 2), Tanh, CausalConv1D(2, 3)", 1, 5),
        Of("CausalConvolutionOfOneStep", "Time = 4, Features = 2", "TimeDistributed<Steps.Hidden>, LayerNorm, CausalConv1D(4, 1, WeightNorm = true), Relu, CausalConv1D(3, 4, Dilation = 2, Bias = false), LastStep", 1, 5),
        Of("GruBefore", "Time = 4, Features = 3", "Gru(5, ResetAfter = false, RecurrentDropout = 0.3, Returns = Returns.Sequence), Gru(8, ResetAfter = false), Dense(2)", 1, 5),
    ];

    private static readonly Lazy<NetworkLibrary> s_library = new(() => new NetworkLibrary(All, Blocks + AttentionCases.Blocks));

    private static Declaration Of(string name, string input, string layers, params int[] batches) => new(name, input, layers) { Batches = batches };
}
