using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Diagnostics;

namespace NetCompiler.Generators.Tests.Robustness;

/// <summary>Whoever types a declaration passes through every prefix of it.</summary>
public sealed class TruncationTests
{
    private const string Source = """
        using NetCompiler;
        [Block, Dense(4, Bias = false), PRelu(0.1, PerFeature = true)] class B;
        partial class Outer
        {
            [Network(Precision = Precision.Double), Input(2, 3)]
            [Dense(units: 4, Init = Initializer.HeUniform, InitFan = Fan.Out), HardTanh(-1, max: 2)]
            [Repeat<B>(2), NetCompiler.UseAttribute<global::B>, Gelu(GeluForm.Tanh)]
            [SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, LabelSmoothing = 0.1)]
            partial class Net;
        }
        [Block, Embedding(5, 3), Gru(4, Returns = Returns.Sequence)] class R;
        [Block, Embedding(5, 3), Attention(AttentionKind.Bahdanau, Units = 2), Gru(4, Returns = Returns.Sequence), Dense(5)] class W;
        [Network, Input(Time = 3, Features = 1), Encoder<R>, Decoder<W>(time: 4, StopToken = 1), SoftmaxCrossEntropy]
        partial class Pair;
        """;

    [Fact]
    public void The_whole_declaration_is_fine() => Compiled.From(Source).ShouldBeClean();

    [Fact]
    public async Task No_prefix_breaks_the_generator_or_the_analyzer()
    {
        var settings = new ProjectSettings();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new DeclarationAnalyzer()];
        GeneratorDriver driver = Compiled.Driver(settings);
        CSharpCompilation compilation = Compiled.Compilation(settings, "");
        for (int length = 0; length <= Source.Length; length++)
        {
            string prefix = Source[..length];
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compiled.Parse(settings, prefix));
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            ImmutableArray<Diagnostic> diagnostics = driver.GetRunResult().Diagnostics;
            Assert.True(diagnostics.IsEmpty, $"{string.Join('\n', diagnostics)}\n{prefix}");
            // Without what was generated, which is not what is typed and takes long to look through.
            ImmutableArray<Diagnostic> reported = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            Assert.True(reported.All(diagnostic => diagnostic.Id != "AD0001"), $"{string.Join('\n', reported)}\n{prefix}");
        }
    }
}
