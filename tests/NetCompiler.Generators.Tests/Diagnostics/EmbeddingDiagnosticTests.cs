using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class EmbeddingDiagnosticTests
{
    [Theory]
    [InlineData("[Network(Input = 4), Dense(3), [|Embedding(5, 2)|]]", "NC1008", "Embedding at layers.1", "[3]")]
    [InlineData("[Network(Input = 4), Embedding(5, 2), [|Embedding(5, 2)|]]", "NC1008", "[4, 2]")]
    [InlineData("[Block, Tanh, Embedding(5, 2)] class A; [Network, Input(Time = 3, Features = 1), [|Use<A>|]]", "NC1008", "blocks.0.layers.1")]
    [InlineData("[Network(Input = 4), Embedding([|0|], 2)]", "NC1007", "vocabulary is 0", "Embedding(1000, 64)")]
    [InlineData("[Network(Input = 4), Embedding(5, [|-2|])]", "NC1007", "units is -2")]
    [InlineData("[Network(Input = 4), Embedding(5, 2, [|PaddingIndex = 5|])]", "NC1018", "PaddingIndex is 5", "from 0 to 4")]
    [InlineData("[Network(Input = 1), Embedding([|16777217|], 1)]", "NC1018", "Embedding at layers.0", "vocabulary is 16777217", "at most 16777216", "Precision.Double")]
    [InlineData("[Network(Input = 1, Precision = Precision.Float), Embedding([|2147483647|], 1)]", "NC1018", "vocabulary is 2147483647", "at most 16777216")]
    [InlineData("[Block, Embedding(16777217, 1)] class A; [Network, Input(Time = 3, Features = 1), [|Use<A>|]]", "NC1018", "Embedding at blocks.0.layers.0", "at most 16777216")]
    [InlineData("[Network(Input = 1), Dense(16777217), [|SoftmaxCrossEntropy|]]", "NC1017", "16777217 classes", "at most 16777216", "Precision.Double")]
    [InlineData("[Network(Input = 4), Embedding(5, 2, [|InitScale = 3|])]", "NC1008", "InitScale")]
    [InlineData("[Network(Input = 4), Dense(3), SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, [|IgnoreIndex = -1|])]", "NC1008", "probabilities of 0")]
    public void What_does_not_fit_is_said(string marked, string id, params string[] words) => ShouldReportAlone(id, $"{marked} public partial class Net;", words);

    [Theory]
    [InlineData("[Network(Input = 4), Embedding(5, 2), Dense(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(Input = 4), Identity, Embedding(5, 2, PaddingIndex = 4), Dense(3), SoftmaxCrossEntropy]")]
    [InlineData("[Block, Embedding(5, 2)] class A; [Network, Input(Time = 3, Features = 1), Use<A>, Gru(4), Dense(2)]")]
    [InlineData("[Network(Input = 1), Embedding(16777216, 1)]")]
    [InlineData("[Network(Input = 1, Precision = Precision.Double), Embedding(16777217, 1)]")]
    public void Ids_are_read(string source) => ShouldCompile($"{source} public partial class Net;");
}
