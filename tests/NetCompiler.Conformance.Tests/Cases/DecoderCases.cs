using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Networks that read one sequence and write another.</summary>
public static class DecoderCases
{
    private const string Blocks = """
        namespace Pairs
        {
            [Block, Embedding(9, 5), Gru(6)] internal class ReadGru;
            [Block, Embedding(8, 4), Gru(6, Returns = Returns.Sequence), Dense(8)] internal class WriteGru;
            [Block, Embedding(9, 3), Lstm(7, Returns = Returns.Sequence), Dropout(0.3), Lstm(5)] internal class ReadLstm;
            [Block, Embedding(11, 6), Lstm(7, Returns = Returns.Sequence), Lstm(5, RecurrentDropout = 0.2, Returns = Returns.Sequence), Dropout(0.4)] internal class WriteLstm;
            [Block, Rnn(4)] internal class ReadRnn;
            [Block, Rnn(4, Returns = Returns.Sequence), Dense(2)] internal class WriteRnn;
            [Block, Gru(3, Returns = Returns.Sequence)] internal class One;
            [Block, Embedding(9, 5), Bidirectional<One>] internal class ReadBoth;
            [Block, Embedding(9, 5), Bidirectional<One>(Merge.Sum)] internal class ReadSum;
            [Block, Embedding(8, 4), Gru(3, Returns = Returns.Sequence), Dense(8)] internal class WriteThree;
            [Block, Gru(17, Returns = Returns.Sequence)] internal class ReadWide;
            [Block, CausalConv1D(9, 2), Tanh, Gru(17, Returns = Returns.Sequence), CausalConv1D(5, 3, Dilation = 2)] internal class WriteWide;
            [Block, Lstm(6, Peepholes = true, Projection = 4)] internal class ReadVariants;
            [Block, Lstm(6, LayerNorm = true, Projection = 4, Returns = Returns.Sequence), Dense(3)] internal class WriteVariants;
            [Block, Embedding(9, 5), Gru(6, Returns = Returns.Sequence)] internal class Steps;
            [Block, Embedding(8, 4), Gru(6, Returns = Returns.Sequence), Attention(AttentionKind.Luong), Dense(8)] internal class WriteGeneral;
            [Block, Embedding(8, 4), Gru(6, Returns = Returns.Sequence), Attention(AttentionKind.Luong, Score = AttentionScore.Dot), Dense(8)] internal class WriteDot;
            [Block, Embedding(8, 4), Gru(6, Returns = Returns.Sequence), Attention(AttentionKind.Luong, Score = AttentionScore.Additive, Units = 5), Dense(8)] internal class WriteConcat;
            [Block, Embedding(8, 4), Attention(AttentionKind.Bahdanau), Gru(6, Returns = Returns.Sequence), Dense(8)] internal class WriteBahdanau;
            [Block, Embedding(8, 4), Attention(AttentionKind.Bahdanau, Units = 19), Lstm(18, Returns = Returns.Sequence), Attention(AttentionKind.Luong), Dense(8)] internal class WriteTwice;
            [Block, Embedding(9, 5), Lstm(18, Returns = Returns.Sequence), Dense(21), Tanh] internal class WideSteps;
            [Block, Embedding(8, 4), Attention(AttentionKind.Bahdanau, Score = AttentionScore.General), Rnn(3, Returns = Returns.Sequence), Dense(8)] internal class WriteRnnGeneral;
            [Block, Embedding(9, 5), CausalConv1D(4, 2), Tanh] internal class ReadPlain;
            [Block, Embedding(9, 6), PositionalEncoding, SelfAttention(2)] internal class ReadAttention;
            [Block, Dense(5, WeightNorm = true), Tanh, Lstm(6, Returns = Returns.Sequence)] internal class ReadNormed;
            [Block, CausalConv1D(4, 2, WeightNorm = true), Lstm(6, Returns = Returns.Sequence), Attention(AttentionKind.Luong)] internal class WriteNormed;
            [Block, Embedding(9, 5), Dense(6), BatchNorm, Relu, Gru(6, Returns = Returns.Sequence), BatchNorm] internal class ReadBatches;
            [Block, Embedding(8, 4), Dense(5), BatchNorm, Tanh, Gru(6, Returns = Returns.Sequence), Attention(AttentionKind.Luong), Dense(7), BatchNorm, Relu, Dense(8)] internal class WriteBatches;
            [Block, Embedding(8, 6), PositionalEncoding(Learned = true), SelfAttention(3, Causal = true), Attention(AttentionKind.Luong, Score = AttentionScore.Additive), LayerNorm, SelfAttention(1, Causal = true), Dense(8)] internal class WriteAttention;
        }

        """;

    /// <summary>The networks.</summary>
    internal static NetworkLibrary Library { get; } = new(
        [
            new("Tokens", "Time = 7, Features = 1", "Encoder<Pairs.ReadGru>, Decoder<Pairs.WriteGru>(5, StartToken = 2, StopToken = 3)", "SoftmaxCrossEntropy"),
            new("OneStep", "Time = 1, Features = 1", "Encoder<Pairs.ReadGru>, Decoder<Pairs.WriteGru>(1)", "SoftmaxCrossEntropy"),
            new("Stacked", "Time = 5, Features = 1", "Encoder<Pairs.ReadLstm>, Decoder<Pairs.WriteLstm>(9), Dense(11)", "SoftmaxCrossEntropy(LabelSmoothing = 0.1)"),
            new("Numbers", "Time = 2, Features = 3", "Encoder<Pairs.ReadRnn>, Decoder<Pairs.WriteRnn>(2, Features = 2)"),
            new("BothDirections", "Time = 6, Features = 1", "Encoder<Pairs.ReadBoth>, Decoder<Pairs.WriteGru>(4)", "SoftmaxCrossEntropy"),
            new("SumOfDirections", "Time = 6, Features = 1", "Encoder<Pairs.ReadSum>, Decoder<Pairs.WriteThree>(7)", "SoftmaxCrossEntropy(IgnoreIndex = -1)"),
            new("LayersAround", "Time = 7, Features = 2", "Dense(6), LayerNorm, Tanh, Encoder<Pairs.ReadWide>, Decoder<Pairs.WriteWide>(11, Features = 3), LayerNorm, Dense(3)", "Huber"),
            new("Variants", "Time = 4, Features = 2", "Encoder<Pairs.ReadVariants>, Decoder<Pairs.WriteVariants>(3, Features = 3)"),
            new("LuongGeneral", "Time = 7, Features = 1", "Encoder<Pairs.Steps>, Decoder<Pairs.WriteGeneral>(5)", "SoftmaxCrossEntropy"),
            new("LuongDot", "Time = 5, Features = 1", "Encoder<Pairs.Steps>, Decoder<Pairs.WriteDot>(8)", "SoftmaxCrossEntropy"),
            new("LuongConcat", "Time = 6, Features = 1", "Encoder<Pairs.Steps>, Decoder<Pairs.WriteConcat>(5)", "SoftmaxCrossEntropy"),
            new("Bahdanau", "Time = 7, Features = 1", "Encoder<Pairs.Steps>, Decoder<Pairs.WriteBahdanau>(5)", "SoftmaxCrossEntropy"),
            new("BothAttentions", "Time = 9, Features = 1", "Encoder<Pairs.WideSteps>, Decoder<Pairs.WriteTwice>(6)", "SoftmaxCrossEntropy"),
            new("AttentionAlone", "Time = 5, Features = 1", "Encoder<Pairs.ReadPlain>, Decoder<Pairs.WriteRnnGeneral>(4)", "SoftmaxCrossEntropy"),
            new("TransformerPair", "Time = 6, Features = 1", "Encoder<Pairs.ReadAttention>, Decoder<Pairs.WriteAttention>(5)", "SoftmaxCrossEntropy"),
            new("WeightNormed", "Time = 3, Features = 2", "Encoder<Pairs.ReadNormed>, Decoder<Pairs.WriteNormed>(4, Features = 3), Dense(3, WeightNorm = true)"),
            new("BatchNormed", "Time = 6, Features = 1", "Encoder<Pairs.ReadBatches>, Decoder<Pairs.WriteBatches>(5)", "SoftmaxCrossEntropy"),
            new("AttentionOneStep", "Time = 1, Features = 1", "Encoder<Pairs.Steps>, Decoder<Pairs.WriteBahdanau>(1)", "SoftmaxCrossEntropy"),
        ],
        Blocks);

    /// <summary>The names of those that train on sequences of different lengths, which a batch normalization does not.</summary>
    public static TheoryData<string> Names => [.. Library.Declarations.Select(declaration => declaration.Name).Where(name => name != "BatchNormed")];

    /// <summary>The names of those of which a frozen copy has passes of its own.</summary>
    public static TheoryData<string> Folded => ["WeightNormed", "BatchNormed"];
}
