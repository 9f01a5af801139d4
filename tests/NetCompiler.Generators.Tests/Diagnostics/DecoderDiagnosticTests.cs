using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class DecoderDiagnosticTests
{
    private const string Blocks = """
        [Block, Embedding(9, 5), Gru(6)] class Last;
        [Block, Embedding(9, 5), Gru(6, Returns = Returns.Sequence)] class Steps;
        [Block, Embedding(9, 5), Lstm(6)] class Cell;
        [Block, Embedding(9, 5), Gru(6, Returns = Returns.Sequence), Gru(6)] class Two;
        [Block, Embedding(9, 5), CausalConv1D(6, 2)] class Plain;
        [Block, Embedding(8, 4), Gru(6, Returns = Returns.Sequence), Dense(8)] class Write;
        [Block, Embedding(8, 4), CausalConv1D(6, 2), Dense(8)] class WritePlain;
        [Block, Gru(6, Returns = Returns.Sequence)] class Six;

        """;

    private const string Source = "Network, Input(Time = 7, Features = 1)";

    [Theory]
    [InlineData("[|Decoder<Write>(5)|], SoftmaxCrossEntropy", "Decoder at blocks.0", "no encoder", "Encoder<…>")]
    [InlineData("[|Decoder<Write>(5)|], Encoder<Last>, SoftmaxCrossEntropy", "Decoder at blocks.0", "no encoder in front of it", "Encoder<…>")]
    [InlineData("[|Encoder<Last>|], Dense(8), SoftmaxCrossEntropy", "Encoder at blocks.0", "Decoder<…>")]
    [InlineData("Encoder<Steps>, [|Encoder<Last>|], Decoder<Write>(5), SoftmaxCrossEntropy", "second encoder")]
    [InlineData("Encoder<Last>, Decoder<Write>(5), [|Decoder<Write>(5)|], SoftmaxCrossEntropy", "second decoder")]
    [InlineData("Encoder<Cell>, [|Decoder<Write>(5)|], SoftmaxCrossEntropy", "Gru at blocks.1.layers.1", "h [6]", "Lstm at blocks.0.layers.1", "h [6] and c [6]")]
    [InlineData("Encoder<Two>, [|Decoder<Write>(5)|], SoftmaxCrossEntropy", "Gru at blocks.0.layers.2", "as many recurrent layers")]
    [InlineData("Encoder<Last>, [|Decoder<Twice>(5)|], SoftmaxCrossEntropy", "Gru at blocks.1.layers.2", "the encoder has 1 recurrent layer")]
    [InlineData("Encoder<Plain>, [|Decoder<WritePlain>(5)|], SoftmaxCrossEntropy", "nothing of what the encoder has read reaches the decoder")]
    [InlineData("Encoder<Last>, [|Decoder<Last>(5)|], Dense(9), SoftmaxCrossEntropy", "Decoder at blocks.1", "a vector of 6 features", "Returns = Returns.Sequence on Gru at blocks.1.layers.1")]
    [InlineData("Encoder<Last>, Decoder<Write>(5), [|LastStep|], SoftmaxCrossEntropy", "LastStep", "one after another")]
    [InlineData("Encoder<Last>, [|Decoder<Both>(5)|], SoftmaxCrossEntropy", "Bidirectional", "one after another")]
    [InlineData("Encoder<Last>, [|Decoder<Write>(5)|]", "declares no loss")]
    [InlineData("Encoder<Last>, Decoder<Write>(5), [|BinaryCrossEntropyWithLogits|]", "BinaryCrossEntropyWithLogits")]
    [InlineData("Encoder<Last>, Decoder<Write>(5), [|MeanSquaredError|]", "reads ids", "MeanSquaredError")]
    [InlineData("Encoder<Last>, [|Decoder<Write>(5)|], Dense(10), SoftmaxCrossEntropy", "writes 10 ids", "Embedding(10")]
    [InlineData("Encoder<Numbers>, Decoder<Numbers>(5, [|Features = 2|]), Dense(3), MeanSquaredError", "Features = 2", "Features = 3")]
    [InlineData("Encoder<Steps>, [|Attention(AttentionKind.Luong)|], Decoder<Write>(5), SoftmaxCrossEntropy", "outside of a decoder", "SelfAttention")]
    [InlineData("Encoder<Last>, Decoder<Write>(5), [|Attention(AttentionKind.Luong)|], SoftmaxCrossEntropy", "a vector of 6 features", "Returns = Returns.Sequence on Gru at blocks.0.layers.1")]
    [InlineData("Encoder<Steps>, MeanOverTime, Decoder<Write>(5), [|Attention(AttentionKind.Luong)|], SoftmaxCrossEntropy", "a vector of 6 features", "leave MeanOverTime at layers.1 out")]
    [InlineData("Encoder<Steps>, Decoder<Write>(5), Attention(AttentionKind.Luong, [|Score = AttentionScore.Dot|]), SoftmaxCrossEntropy", "8 numbers", "gives 6")]
    [InlineData("Encoder<Steps>, Decoder<Write>(5), Attention([|AttentionKind.Bahdanau|]), Dense(8), SoftmaxCrossEntropy", "directly behind it is none", "Gru")]
    [InlineData("[|Use<Inside>|], Decoder<Write>(5), SoftmaxCrossEntropy", "in a block", "network's own list")]
    [InlineData("Encoder<Last>, [|Tanh|], Decoder<Write>(5), SoftmaxCrossEntropy", "Tanh at layers.1", "nobody reads", "Attention")]
    [InlineData("[|Encoder<Bent>|], Decoder<Write>(5), SoftmaxCrossEntropy", "Dense at blocks.0.layers.2", "nobody reads", "in front of a recurrent layer")]
    public void Encoder_and_decoder_go_together(string layers, params string[] words) => ShouldReportAlone("NC1028", $$"""
        {{Blocks}}
        [Block, Embedding(8, 4), Gru(6, Returns = Returns.Sequence), Gru(6, Returns = Returns.Sequence), Dense(8)] class Twice;
        [Block, Gru(3, Returns = Returns.Sequence)] class One;
        [Block, Embedding(8, 6), Bidirectional<One>, Dense(8)] class Both;
        [Block, Gru(4, Returns = Returns.Sequence)] class Numbers;
        [Block, Encoder<Steps>] class Inside;
        [Block, Embedding(9, 5), Gru(6), Dense(3)] class Bent;
        [{{Source}}, {{layers}}] public partial class Net;
        """, words);

    [Theory]
    [InlineData("Encoder<Last>, Decoder<Write>([|0|]), SoftmaxCrossEntropy", "NC1007", "time is 0")]
    [InlineData("Encoder<Last>, Decoder<Write>(5, [|Features = 0|]), SoftmaxCrossEntropy", "NC1007", "Features is 0")]
    [InlineData("Encoder<Last>, Decoder<Write>(5, [|StartToken = -1|]), SoftmaxCrossEntropy", "NC1018", "StartToken is -1")]
    [InlineData("Encoder<Last>, Decoder<Write>(5, [|StartToken = 8|]), SoftmaxCrossEntropy", "NC1018", "from 0 to 7")]
    [InlineData("Encoder<Last>, Decoder<Write>(5, [|StopToken = 9|]), SoftmaxCrossEntropy", "NC1018", "from 0 to 7")]
    [InlineData("Encoder<Steps>, Decoder<Write>(5), Attention(AttentionKind.Luong, [|Units = -1|]), SoftmaxCrossEntropy", "NC1018", "Units is -1")]
    [InlineData("Encoder<Steps>, Decoder<Write>(5), Attention([|(AttentionKind)7|]), SoftmaxCrossEntropy", "NC1018", "kind is 7")]
    [InlineData("Encoder<Steps>, Decoder<Write>(5), Attention(AttentionKind.Luong, [|Units = 3|]), SoftmaxCrossEntropy", "NC1008", "no effect with the score General")]
    [InlineData("Encoder<Steps>, Decoder<Write>(5), Attention(AttentionKind.Bahdanau, Score = AttentionScore.Dot, [|Init = Initializer.Normal|]), Gru(8, Returns = Returns.Sequence), SoftmaxCrossEntropy", "NC1008", "has no weight")]
    [InlineData("Encoder<Six>, Decoder<Six>(5, Features = 6, [|StartToken = 2|]), MeanSquaredError", "NC1008", "writes numbers")]
    [InlineData("Encoder<Six>, Decoder<Six>(5, Features = 6, [|StopToken = 2|]), MeanSquaredError", "NC1008", "writes numbers")]
    public void Arguments_are_checked(string layers, string id, string words) => ShouldReportAlone(id, $"{Blocks}[{Source}, {layers}] public partial class Net;", words);

    [Theory]
    [InlineData("Encoder<Last>, Decoder<Write>(5, StartToken = 7, StopToken = 7), SoftmaxCrossEntropy")]
    [InlineData("Encoder<Steps>, LayerNorm, Decoder<Write>(5), Attention(AttentionKind.Luong), LayerNorm, Dense(8), SoftmaxCrossEntropy(IgnoreIndex = -1)")]
    public void Pairs_are_read_and_written(string layers) => ShouldCompile($"{Blocks}[{Source}, {layers}] public partial class Net;");

    [Fact]
    public void A_member_called_as_a_generated_one_is_told() => ShouldReportAlone(
        "NC1016", $$"""{{Blocks}}[{{Source}}, Encoder<Last>, Decoder<Write>(5), SoftmaxCrossEntropy] public partial class Net { public int [|Encode|] => 1; }""", "Encode");
}
