using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class SequenceDiagnosticTests
{
    [Theory]
    [InlineData("[Network(Input = 4), [|Rnn(3)|], Dense(2)]", "Rnn at layers.0", "[4]", "Features = 4")]
    [InlineData("[Network, Input(Time = 5, Features = 3), Lstm(7), [|Gru(3)|]]", "Gru at layers.1", "[7]", "write Returns = Returns.Sequence on Lstm at layers.0")]
    [InlineData("[Network, Input(Time = 5, Features = 3), Gru(7), Dense(4), [|MeanOverTime|]]", "MeanOverTime at layers.2", "[4]", "write Returns = Returns.Sequence on Gru at layers.0")]
    [InlineData("[Network, Input(Time = 5, Features = 3), MeanOverTime, [|Rnn(4)|]]", "Rnn at layers.1", "[3]", "move MeanOverTime at layers.0 behind this layer", "leave one of the two out")]
    [InlineData("[Network(Input = 4), Dense(7), [|Rnn(3)|]]", "[7]", "[Input(Time = 100, Features = 4)]")]
    [InlineData("[Network(Input = 5), Embedding(9, 3), [|Rnn(4)|]]", "[5, 3]", "[Input(Time = 5, Features = 1)]")]
    [InlineData("[Network(Input = 1), Embedding(9, 3), [|Rnn(4)|]]", "[3]", "[Input(Time = 100, Features = 1)]")]
    [InlineData("[Network, Input(3, 8, 8), [|PositionalEncoding|], Flatten]", "[3, 8, 8]", "[Input(Time = 64, Features = 3)]")]
    [InlineData("[Network(Input = 4), [|LastStep|], Dense(2)]", "LastStep")]
    [InlineData("[Network, Input(2, 3), [|MeanOverTime|], Dense(2)]", "[2, 3]")]
    [InlineData("[Network(Input = 4), [|SelfAttention(2)|], Dense(2)]", "SelfAttention")]
    [InlineData("[Network(Input = 4), [|PositionalEncoding|], Dense(2)]", "PositionalEncoding")]
    [InlineData("[Network(Input = 4), [|CausalConv1D(3, 2)|]]", "CausalConv1D at layers.0", "[4]")]
    [InlineData("[Block, Dense(2)] class A; [Network(Input = 4), [|TimeDistributed<A>|]]", "TimeDistributed at blocks.0", "[4]")]
    [InlineData("[Block, Rnn(2)] class A; [Network(Input = 4), [|Bidirectional<A>|]]", "Bidirectional at blocks.0", "[4]")]
    public void Recurrent_layers_read_sequences(string marked, params string[] words) => ShouldReportAlone("NC1027", $"{marked} public partial class Net;", words);

    [Theory]
    [InlineData("[Network, Input(Time = 5, Features = 3), Rnn(3, Returns = Returns.Sequence), Lstm(4), Dense(2)]")]
    [InlineData("[Network, Input(Time = 5, Features = 3), Dense(3), MaxOverTime]")]
    [InlineData("[Network, Input(Time = 5, Features = 3), Lstm(3, Projection = 2)]")]
    [InlineData("[Network, Input(Time = 5, Features = 3), CausalConv1D(4, 9, Dilation = 100), MeanOverTime]")]
    public void Sequences_are_read(string source) => ShouldCompile($"{source} public partial class Net;");

    [Theory]
    [InlineData("[Network, Input([|Time = 0|], Features = 3), Rnn(3)]", "NC1007", "Time is 0")]
    [InlineData("[Network, Input(Time = 3, [|Features = -1|]), Rnn(3)]", "NC1007", "Features is -1")]
    [InlineData("[Network, [|Input(Time = 3)|], Rnn(3)]", "NC1002", "Features")]
    [InlineData("[Network, [|Input(Features = 3)|], Rnn(3)]", "NC1002", "Time")]
    [InlineData("[Network, [|Input(4, Time = 3, Features = 3)|], Rnn(3)]", "NC1003", "twice")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm([|0|])]", "NC1007", "units is 0")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm(3, [|CellClip = -1|])]", "NC1018", "CellClip is -1")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm(3, [|Projection = -1|])]", "NC1018", "Projection is -1")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm(3, [|Projection = 3|])]", "NC1018", "Projection is 3, but must be less than units, which is 3; write a number from 1 to 2")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm(3, [|Projection = 9|])]", "NC1018", "Projection is 9, but must be less than units, which is 3")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm(1, [|Projection = 1|])]", "NC1018", "less than units, which is 1; leave it out")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Lstm([|0|], Projection = 9)]", "NC1007", "units is 0")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Gru(3, [|RecurrentDropout = 1|])]", "NC1018", "RecurrentDropout is 1")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Gru(3, [|RecurrentInitScale = 2|])]", "NC1008", "RecurrentInitScale")]
    [InlineData("[Block, Residual(StochasticDepth = 0.5), Dense(2)] class A; [Network, Input(Time = 3, Features = 2), [|Use<A>|]]", "NC1008", "StochasticDepth")]
    [InlineData("[Block, Dense(2), Rnn(2)] class A; [Network, Input(Time = 3, Features = 2), [|TimeDistributed<A>|]]", "NC1008", "Rnn")]
    [InlineData("[Network, Input(Time = 3, Features = 2), [|MaxPool(2)|]]", "NC1026", "a sequence of 3 steps; write MaxOverTime, or declare a feature map")]
    [InlineData("[Network, Input(Time = 3, Features = 2), [|GlobalAveragePool|]]", "NC1026", "a sequence of 3 steps; write MeanOverTime, or")]
    [InlineData("[Network, Input(Time = 3, Features = 2), [|Conv1D(2, 2)|]]", "NC1026", "a sequence of 3 steps; write CausalConv1D, or declare a feature map, for example [Input(1, 100)]")]
    [InlineData("[Network, Input(Time = 3, Features = 2), [|Upsample(2)|]]", "NC1026", "a sequence of 3 steps; leave it out, or")]
    [InlineData("[Network, Input(Time = 3, Features = 2), Rnn(4), [|GlobalAveragePool|]]", "NC1026", "Rnn at layers.0 has made one vector of all steps, so leave GlobalAveragePool out")]
    [InlineData("[Network, Input(Time = 3, Features = 2), [|Reshape(6)|]]", "NC1026", "every step of the input [3, 2] has 2 elements, but [6] has 6")]
    [InlineData("[Network, [|Input(4, Features = 3)|], Rnn(3)]", "NC1003", "twice")]
    [InlineData("[Network, Input(Time = 3, Features = 2), [|Flatten|], Dense(2)]", "NC1026", "one vector already")]
    [InlineData("[Network, Input(Time = 3, Features = 2), CausalConv1D(3, [|0|])]", "NC1007", "CausalConv1D(64, 3)")]
    [InlineData("[Network, Input(Time = 3, Features = 2), CausalConv1D(3, 2, [|Dilation = 0|])]", "NC1007", "Dilation is 0")]
    [InlineData("[Block, Residual, Rnn(2)] class A; [Network, Input(Time = 3, Features = 2), [|Use<A>|]]", "NC1021", "a vector of 2 features")]
    [InlineData("[Network, Input(Time = 3, Features = 6), SelfAttention([|4|])]", "NC1018", "SelfAttention(3)")]
    [InlineData("[Network, Input(Time = 3, Features = 6), SelfAttention([|0|])]", "NC1007", "heads is 0")]
    [InlineData("[Network, Input(Time = 3, Features = 6), PositionalEncoding([|Init = Initializer.Normal|])]", "NC1008", "Learned = true")]
    public void Options_are_checked(string marked, string id, string words) => ShouldReportAlone(id, $"{marked} public partial class Net;", words);
}
