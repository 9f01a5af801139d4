using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Tests.Diagnostics;

/// <summary>Warnings about the gradient: where they show, what they say, what silences them, and which networks have none.</summary>
public sealed class FlowDiagnosticTests
{
    private const string Sigmoids = "[Block, Dense(64), Sigmoid] class B; [Network(Input = 64), Repeat<B>(30), Dense(10), SoftmaxCrossEntropy] partial class Net;";

    private const string Plain = "[Network, Input(Time = 50, Features = 3), Rnn(64, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125), Dense(10)] partial class Net;";

    [Fact]
    public void The_culprit_is_named_with_numbers()
    {
        Diagnostic diagnostic = Assert.Single(Warned.By(Sigmoids));
        Assert.Equal("NC2001", diagnostic.Id);
        Assert.Equal("Repeat<B>(30)", Source(diagnostic));
        Assert.All(
            new[] { "reaches Dense #1 (blocks.0.layers.0)", "1e-19 of that at the output", "30 × Sigmoid, each passes at most 1/4", "use Relu" },
            words => Assert.Contains(words, diagnostic.GetMessage(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Block, Dense(64), Sigmoid] class B;", "Repeat<B>(3), Dense(10)")]
    [InlineData("[Block, Dense(64), BatchNorm, Sigmoid] class B;", "Repeat<B>(30), Dense(10)")]
    [InlineData("[Block, Dense(8), Relu] class B;", "Repeat<B>(5), Dense(10)")]
    [InlineData("[Block, Dense(8), Relu] class B;", "Repeat<B>(10), Dense(10)")]
    [InlineData("[Block, Dense(64), Selu] class B;", "Repeat<B>(50), Dense(10)")]
    [InlineData("[Block, Dense(128), Tanh] class B;", "Repeat<B>(50), Dense(10)")]
    [InlineData("[Block, Dense(256), Relu] class B;", "Repeat<B>(50), Dense(10)")]
    [InlineData("[Block, Dense(128), BatchNorm, Relu] class B;", "Repeat<B>(20), Dense(10)")]
    [InlineData("[Block, Residual, Dense(128), BatchNorm, Relu, Dense(128), BatchNorm] class B;", "Dense(128), Repeat<B>(54), Dense(10)")]
    [InlineData("[Block, Residual(ZeroInitLast = false, Activation = Activation.Relu), Dense(128), BatchNorm, Relu, Dense(128), BatchNorm] class B;", "Dense(128), Repeat<B>(10), Dense(10)")]
    [InlineData("[Block, Residual(Activation = Activation.Relu), Dense(64), BatchNorm, Relu, Dense(64), BatchNorm] class B;", "Dense(64), Repeat<B>(25), Dense(10)")]
    [InlineData("[Block, Residual, BatchNorm, Relu, Dense(128)] class B;", "Dense(128), Repeat<B>(100), Dense(10)")]
    [InlineData("[Block, Residual(ReZero = true), Relu, Dense(128)] class B;", "Dense(128), Repeat<B>(100), Dense(10)")]
    [InlineData("[Block, Residual(LayerScale = 1e-6), Dense(128), Gelu, Dense(128)] class B;", "Dense(128), Repeat<B>(24), Dense(10)")]
    [InlineData("[Block, Residual(BranchScale = 0.14), Relu, Dense(128)] class B;", "Dense(128), Repeat<B>(50), Dense(10)")]
    [InlineData("[Block, Residual(StochasticDepth = 0.2), BatchNorm, Relu, Dense(128)] class B;", "Dense(128), Repeat<B>(30), Dense(10)")]
    [InlineData("[Block, Highway, Dense(64), Tanh] class B;", "Dense(64), Repeat<B>(30), Dense(10)")]
    [InlineData("[Block, Highway(GateBias = -3), Dense(64), Relu] class B;", "Dense(64), Repeat<B>(100), Dense(10)")]
    [InlineData("[Block, BatchNorm, Relu, Dense(16)] class B;", "Dense(64), DenselyConnected<B>(20), Dense(10)")]
    [InlineData("[Block, Residual, LayerNorm, Dense(128), Gelu, Dense(128)] class B;", "Dense(128), Repeat<B>(24), LayerNorm, Dense(10)")]
    [InlineData("[Block, Dense(64), Sigmoid, LayerNorm] class B;", "Repeat<B>(30), Dense(10)")]
    [InlineData("[Block, Dense(128), RmsNorm, Silu] class B;", "Repeat<B>(15), Dense(10)")]
    [InlineData("", "Dense(128), Relu, Dropout(0.5), Dense(128), Relu, Dropout(0.5), Dense(10)")]
    [InlineData("", "Dense(512), Gelu, Dense(256), Silu, Dense(128), Mish, Dense(10)")]
    [InlineData("", "Dense(300), Sigmoid, Dense(100), Sigmoid, Dense(10)")]
    [InlineData("", "Dense(256), Glu, Dense(128, Init = Initializer.Orthogonal), Elu, Dense(10, Init = Initializer.Zeros)")]
    [InlineData("", "Dense(16), Tanh, Dense(10, Init = Initializer.Normal, InitScale = 0.01)")]
    public void Good_networks_have_none(string blocks, string layers)
    {
        Diagnostic[] diagnostics = Warned.By($"{blocks} [Network(Input = 64), {layers}, SoftmaxCrossEntropy] partial class Net;");
        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData("[Block, Residual, LayerNorm, SelfAttention(4, Causal = true)] class Look;", "Repeat<B>(12), LayerNorm, Dense(256)")]
    [InlineData("[Block, Residual, RmsNorm, SelfAttention(8)] class Look;", "Repeat<B>(4), MeanOverTime, Dense(10)")]
    [InlineData("[Block, SelfAttention(4)] class Own; [Block, Residual<Own>, LayerNorm] class Look;", "Repeat<B>(6), Dense(256)")]
    public void Transformers_have_none(string look, string layers)
    {
        string think = "[Block, Residual, LayerNorm, Dense(256), Gelu, Dense(64)] class Think; [Block, Use<Look>, Use<Think>] class B;";
        Assert.Empty(Warned.By($"{look} {think} [Network, Input(Time = 64, Features = 1), Embedding(256, 64), PositionalEncoding, {layers}, SoftmaxCrossEntropy] partial class Net;").Select(diagnostic => diagnostic.ToString()));
    }

    /// <summary>He et al. 2015: 9 blocks for each size of the maps.</summary>
    [Fact]
    public void A_residual_network_of_56_layers_has_none()
    {
        const string Networks = """
            [Block, Residual(Activation = Activation.Relu), Conv2D(16, 3, Padding = 1), BatchNorm, Relu, Conv2D(16, 3, Padding = 1), BatchNorm] class Same16;
            [Block, Residual(Activation = Activation.Relu), Conv2D(32, 3, Padding = 1), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), BatchNorm] class Same32;
            [Block, Residual(Activation = Activation.Relu), Conv2D(64, 3, Padding = 1), BatchNorm, Relu, Conv2D(64, 3, Padding = 1), BatchNorm] class Same64;
            [Block, Residual(Activation = Activation.Relu, Shortcut = Shortcut.NormalizedProjection), Conv2D(32, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), BatchNorm] class Down32;
            [Block, Residual(Activation = Activation.Relu, Shortcut = Shortcut.NormalizedProjection), Conv2D(64, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(64, 3, Padding = 1), BatchNorm] class Down64;
            [Network, Input(3, 32, 32), Conv2D(16, 3, Padding = 1), BatchNorm, Relu, Repeat<Same16>(9), Use<Down32>, Repeat<Same32>(8), Use<Down64>, Repeat<Same64>(8), GlobalAveragePool, Dense(10)]
            [SoftmaxCrossEntropy]
            partial class ResNet56;
            """;
        Assert.Empty(Warned.By(Networks).Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public void Pragmas_and_severities_work()
    {
        Assert.Empty(Warned.Ids($"#pragma warning disable NC2001\n{Sigmoids}"));
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(Warned.By(Sigmoids)).Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Warned.By(Sigmoids, ("dotnet_diagnostic.NC2001.severity", "error"))).Severity);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(Warned.All(Sigmoids, ("dotnet_diagnostic.NC2001.severity", "suggestion")), diagnostic => diagnostic.Id == "NC2001").Severity);
        Assert.Empty(Warned.Ids(Sigmoids, ("dotnet_diagnostic.NC2001.severity", "none")));
    }

    /// <summary>Between -2 and -3.5 something is worth knowing; an error is what a project wants to be one. A severity that a project sets is for what is a warning.</summary>
    [Fact]
    public void Findings_have_grades()
    {
        string few = Sigmoids.Replace("(30)", "(4)", StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(Warned.All(few), diagnostic => diagnostic.Id == "NC2001").Severity);
        Assert.DoesNotContain(Warned.All(few, ("dotnet_diagnostic.NC2001.severity", "error")), diagnostic => diagnostic.Id == "NC2001");
        Assert.DoesNotContain(Warned.All(few, ("netcompiler_gradient_vanishing_information_threshold", "-3")), diagnostic => diagnostic.Id == "NC2001");
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Warned.By(Sigmoids, ("netcompiler_gradient_vanishing_error_threshold", "-7"))).Severity);
        // Never where steps are many: shorter spans may be all that a task needs.
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(Warned.By(Plain, ("netcompiler_gradient_span_error_threshold", "-5"))).Severity);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(Warned.By(Plain.Replace("Uniform, RecurrentInitScale = 0.125", "Zeros", StringComparison.Ordinal))).Severity);
    }

    [Theory]
    [InlineData("Time = 20, Features = 3", "Rnn(64), Dense(10)")]
    [InlineData("Time = 100, Features = 3", "Rnn(64, Activation = Activation.Relu, RecurrentInit = Initializer.Identity), Dense(10)")]
    [InlineData("Time = 28, Features = 28", "Lstm(128), Dense(10)")]
    [InlineData("Time = 50, Features = 8", "Lstm(64, Returns = Returns.Sequence), Lstm(64), Dense(10)")]
    [InlineData("Time = 60, Features = 8", "Lstm(64), Dense(10)")]
    [InlineData("Time = 50, Features = 8", "Gru(64, UpdateBias = 1), Dense(10)")]
    [InlineData("Time = 200, Features = 8", "Gru(64, UpdateBias = 3.8), Dense(10)")]
    [InlineData("Time = 500, Features = 8", "Lstm(64, ForgetBias = 4.7), Dense(10)")]
    [InlineData("Time = 200, Features = 8", "Lstm(64, Returns = Returns.Sequence), Dense(10)")]
    [InlineData("Time = 200, Features = 8", "Gru(64, Returns = Returns.Sequence), MeanOverTime, Dense(10)")]
    public void Good_networks_of_sequences_have_none(string input, string layers) =>
        Assert.Empty(Warned.By($"[Network, Input({input}), {layers}, SoftmaxCrossEntropy] partial class Net;").Select(diagnostic => diagnostic.ToString()));

    [Theory]
    [InlineData("netcompiler_gradient_vanishing_threshold", "-25", Sigmoids, 0)]
    [InlineData("netcompiler_gradient_vanishing_threshold", "-0.5", "[Network(Input = 64), Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(10), SoftmaxCrossEntropy] partial class Net;", 1)]
    [InlineData("netcompiler_gradient_vanishing_threshold", "nonsense", Sigmoids, 1)]
    [InlineData("netcompiler_gradient_vanishing_threshold", "NaN", Sigmoids, 1)]
    [InlineData("netcompiler_gradient_vanishing_threshold", "0", Sigmoids, 1)]
    [InlineData("netcompiler_gradient_vanishing_threshold", "0", "[Network(Input = 64), Dense(10), SoftmaxCrossEntropy] partial class Net;", 0)]
    [InlineData("netcompiler_gradient_vanishing_threshold", "0", "[Network(Input = 64), Dense(10), ClipByValue(1)] partial class Net;", 0)]
    [InlineData("netcompiler_gradient_exploding_threshold", "-1", "[Network(Input = 64), Dense(10), SoftmaxCrossEntropy] partial class Net;", 0)]
    [InlineData("netcompiler_gradient_span_threshold", "0", Plain, 1)]
    [InlineData("netcompiler_gradient_span_threshold", "-99", Plain, 0)]
    [InlineData("netcompiler_gradient_exploding_threshold", "0.1", "[Block, Residual, Tanh, Dense(64)] class B; [Network(Input = 64), Dense(64), Repeat<B>(4), Dense(10), SoftmaxCrossEntropy] partial class Net;", 1)]
    [InlineData("netcompiler_depth_over_width_threshold", "9", "[Block, Dense(32), Relu] class B; [Network(Input = 32), Repeat<B>(40), Dense(10), SoftmaxCrossEntropy] partial class Net;", 0)]
    public void Thresholds_are_adjustable(string key, string value, string source, int count) => Assert.Equal(count, Warned.By(source, (key, value)).Length);

    [Fact]
    public void Clipping_settles_what_explodes()
    {
        const string Exploding = "[Block, Residual, Relu, Dense(64)] class B; [Network(Input = 64), Dense(64), Repeat<B>(30), Dense(10), SoftmaxCrossEntropy{0}] partial class Net;";
        Diagnostic diagnostic = Assert.Single(Warned.By(Exploding.Replace("{0}", "")));
        Assert.Equal(("NC2002", "Repeat<B>(30)"), (diagnostic.Id, Source(diagnostic)));
        Assert.Contains("BranchScale = 0.183", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(Warned.Ids(Exploding.Replace("{0}", ", ClipByGlobalNorm(1)")));
    }

    [Theory]
    [InlineData("NC2003", "Init = Initializer.Normal", "[Block, Dense(64, Init = Initializer.Normal, InitScale = 0.01), Tanh] class B; [Network(Input = 64), Repeat<B>(6), Dense(10)] partial class Net;")]
    [InlineData("NC2004", "Tanh", "[Network(Input = 64), Dense(64, Init = Initializer.Uniform, InitScale = 2), Tanh, Dense(10)] partial class Net;")]
    [InlineData("NC2005", "Repeat<B>(40)", "[Block, Dense(128), BatchNorm, Relu] class B; [Network(Input = 64), Repeat<B>(40), Dense(10)] partial class Net;")]
    [InlineData("NC2006", "Repeat<B>(6)", "[Block, Dense(64), RmsNorm, Sigmoid] class B; [Network(Input = 64), Repeat<B>(6), Dense(10)] partial class Net;")]
    [InlineData("NC2007", "MeanSquaredError", "[Network(Input = 64), Dense(1), HardSigmoid, MeanSquaredError] partial class Net;")]
    [InlineData("NC2008", "BiasInit = Initializer.Normal", "[Network(Input = 64), Dense(32, BiasInit = Initializer.Normal), BatchNorm, Relu, Dense(10)] partial class Net;")]
    [InlineData("NC2009", "Repeat<B>(40)", "[Block, Dense(32), Relu] class B; [Network(Input = 32), Repeat<B>(40), Dense(10)] partial class Net;")]
    [InlineData("NC2010", "ClipByValue(1)", "[Block, Dense(64), Sigmoid] class B; [Network(Input = 64), Repeat<B>(30), Dense(10), ClipByValue(1)] partial class Net;")]
    [InlineData("NC2012", "Rnn(64, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125)", Plain)]
    [InlineData("NC2013", "Lstm(64, ForgetBias = 0)", "[Network, Input(Time = 100, Features = 3), Lstm(64, ForgetBias = 0), Dense(10)] partial class Net;")]
    [InlineData("NC2002", "Rnn(64, Activation = Activation.Identity, RecurrentInit = Initializer.Orthogonal, RecurrentInitScale = 1.2)", "[Network, Input(Time = 60, Features = 3), Rnn(64, Activation = Activation.Identity, RecurrentInit = Initializer.Orthogonal, RecurrentInitScale = 1.2), Dense(10)] partial class Net;")]
    [InlineData("NC2011", "Relu", "[Network(Input = 64), Dense(64, BiasInit = Initializer.Constant, BiasInitScale = -3), Relu, Dense(10)] partial class Net;")]
    public void Findings_show_at_their_place(string id, string place, string source)
    {
        Diagnostic diagnostic = Assert.Single(Warned.By(source), diagnostic => diagnostic.Id == id);
        Assert.Equal(place, Source(diagnostic));
    }

    [Fact]
    public void Networks_with_errors_have_none() =>
        Assert.Equal(["NC1007"], Warned.OfAnyDeclaration("[Network(Input = 64), Dense(0), Sigmoid, MeanSquaredError] partial class Net;").Select(diagnostic => diagnostic.Id));

    private static string Source(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
