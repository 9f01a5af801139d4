using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class ClippingDiagnosticTests
{
    [Theory]
    [InlineData("ClipByValue([|0|])", "ClipByValue: limit is 0", "greater than 0")]
    [InlineData("ClipByNorm([|limit: -1|])", "limit is -1")]
    [InlineData("ClipByGlobalNorm([|double.NaN|])", "limit is NaN")]
    [InlineData("ClipByGlobalNorm([|double.PositiveInfinity|])", "limit is Infinity")]
    [InlineData("AdaptiveClip([|-0.01|])", "factor is -0.01", "factor = 0.01")]
    public void Limits_are_positive_and_finite(string marked, params string[] words) => ShouldReportAlone("NC1018", Net($"MeanSquaredError, {marked}"), words);

    [Fact]
    public void A_network_clips_once() =>
        ShouldReportAlone("NC1023", Net("MeanSquaredError, ClipByNorm(1), [|ClipByGlobalNorm(2)|]"), "ClipByNorm", "ClipByGlobalNorm");

    [Fact]
    public void Nor_does_it_clip_twice_the_same_way() => ShouldReportAlone("NC1023", Net("ClipByValue(1), MeanSquaredError, [|ClipByValue(1)|]"), "ClipByValue");

    [Fact]
    public void Clipping_does_not_stand_among_the_layers() => ShouldReportAlone("NC1024",
        "[Network(Input = 4), Dense(3), [|ClipByNorm(1)|], Relu, Dense(2), MeanSquaredError] public partial class Net;", "ClipByNorm", "Dense", "behind");

    [Fact]
    public void Clipping_does_not_stand_on_a_block() => ShouldReportAlone("NC1024",
        "[Block, Dense(3), [|AdaptiveClip(1)|]] class B; [Network(Input = 4), Use<B>, Dense(2), MeanSquaredError] public partial class Net;", "AdaptiveClip", "block");

    [Fact]
    public void Clipping_alone_is_no_network() => ShouldReport("NC1011", "[[|ClipByValue(1)|]] class Lonely;", "ClipByValue", "Lonely");

    [Theory]
    [InlineData("MeanSquaredError, ClipByValue(1e-3)", "ByValue(0.001)")]
    [InlineData("ClipByNorm(limit: 2), MeanSquaredError", "ByNorm(2)")]
    [InlineData("MeanSquaredError, ClipByGlobalNorm(1f)", "ByGlobalNorm(1)")]
    [InlineData("AdaptiveClip(0.01)", "Adaptive(0.01)")]
    public void Clipping_stands_behind_the_layers_and_is_defined(string end, string expected) => Assert.Contains(
        $"Clipping = GradientClipping.{expected},", Compiled.From($"using NetCompiler; {Net(end)}").ShouldBeClean().Text, StringComparison.Ordinal);

    private static string Net(string end) => $"[Network(Input = 4), Dense(3), Relu, Dense(2), {end}] public partial class Net;";
}
