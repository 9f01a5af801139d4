using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class FeatureMapDiagnosticTests
{
    [Theory]
    [InlineData("3, 4, 4", "Conv2D(8, [|5|])", "a kernel of 5", "height of 4", "[3, 4, 4]", "Padding.Same")]
    [InlineData("3, 9, 4", "Conv2D(8, [|5|], Padding = 0)", "width of 4")]
    [InlineData("3, 4, 4", "Conv2D(8, [|3|], Dilation = 2)", "a kernel of 3 with dilation 2 reaches over 5", "height of 4")]
    [InlineData("3, 4, 4", "Conv2D(8, [|7|], Padding = 1)", "height of 4 + 2 of padding")]
    [InlineData("3, 4, 4", "Conv2D(8, 3, [|KernelWidth = 6|])", "a kernel of 6", "width of 4")]
    [InlineData("3, 4, 4", "Conv2D(8, KernelHeight = 2, [|KernelWidth = 6|])", "a kernel of 6")]
    [InlineData("3, 4, 4", "Conv2D(8, 3, [|Groups = 2|])", "Groups is 2", "3 input channels")]
    [InlineData("4, 4, 4", "Conv2D(7, 3, [|Groups = 2|])", "Groups is 2", "7 output channels")]
    [InlineData("4, 4", "[|Conv2D(8, 3)|]", "[4, 4]", "[channels, height, width]", "Reshape(1, 28, 28)")]
    [InlineData("4", "[|Conv2D(8, 3)|]", "[4]", "[Input(1, 28, 28)]")]
    [InlineData("4, 4, 4", "[|Conv1D(8, 3)|]", "[4, 4, 4]", "[channels, length]", "[Input(1, 100)]")]
    [InlineData("4", "[|MaxPool(2)|]", "[4]", "[channels, length] or [channels, height, width]")]
    [InlineData("4", "[|GlobalAveragePool|]", "[4]")]
    [InlineData("4", "[|Upsample(2)|]", "[4]")]
    [InlineData("2, 4, 4", "MaxPool([|5|])", "a kernel of 5", "height of 4")]
    [InlineData("2, 4, 4", "AveragePool(3, [|Padding = 2|])", "Padding is 2", "window of 3", "Padding = 1")]
    [InlineData("2, 4", "MaxPool(2, [|KernelHeight = 2|])", "KernelHeight is 2", "[2, 4]", "MaxPool(2)")]
    [InlineData("2, 4, 4", "[|Reshape(5, 6)|]", "[2, 4, 4] has 32 elements", "[5, 6] has 30")]
    [InlineData("2, 4, 4", "MaxPool(2), Flatten, Dense(5), [|Reshape(1, 2, 3)|]", "[5] has 5 elements", "has 6")]
    public void Layers_fit_their_input(string input, string marked, params string[] words) => ShouldReportAlone("NC1026", Net(input, marked), words);

    [Theory]
    [InlineData("3, 4, 4", "Conv2D(8, 5, Padding = 1)")]
    [InlineData("3, 4, 4", "Conv2D(6, 9, Groups = 3, Padding = Padding.Same)")]
    [InlineData("3, 5, 4", "Conv2D(8, 3, KernelHeight = 5, Dilation = 1)")]
    [InlineData("3, 5", "Conv1D(8, 3), MaxPool(2), GlobalAveragePool")]
    [InlineData("3, 5, 5", "Conv2D(8, 3), MaxPool(3, Padding = 1, Stride = 2), Upsample(3), Flatten, Reshape(8, 36), AveragePool(2)")]
    public void Layers_that_fit_compile(string input, string layers) => ShouldCompile(Net(input, layers));

    [Theory]
    [InlineData("[|Conv2D(4)|]", "NC1007", "kernel is 0", "Conv2D(16, 3)")]
    [InlineData("Conv2D([|0|], 3)", "NC1007", "channels is 0")]
    [InlineData("Conv2D(4, [|kernel: -1|])", "NC1007", "kernel is -1")]
    [InlineData("Conv2D(4, 3, [|Stride = 0|])", "NC1007", "Stride is 0")]
    [InlineData("Conv2D(4, 3, [|Dilation = 0|])", "NC1007", "Dilation is 0")]
    [InlineData("Conv2D(4, 3, [|Groups = 0|])", "NC1007", "Groups is 0")]
    [InlineData("Conv2D(4, 3, [|Padding = -2|])", "NC1018", "Padding is -2", "Padding.Same")]
    [InlineData("Conv2D(4, 3, Bias = false, [|BiasInit = Initializer.Zeros|])", "NC1008", "Conv2D", "Bias = false")]
    [InlineData("MaxPool([|0|])", "NC1007", "kernel is 0", "MaxPool(2)")]
    [InlineData("Upsample([|0|])", "NC1007", "factor is 0")]
    [InlineData("Upsample([|2000000000|])", "NC1019", "factor")]
    [InlineData("Conv2D(4, 3, [|Padding = 2000000000|])", "NC1019", "padding")]
    [InlineData("Reshape([|0|], 3)", "NC1007", "dimension 1 of 2 is 0")]
    [InlineData("[|Reshape|]", "NC1007", "Reshape(1, 28, 28)")]
    public void Arguments_are_checked(string marked, string id, params string[] words) => ShouldReportAlone(id, Net("2, 6, 6", marked), words);

    [Theory]
    [InlineData("[Block, Residual(Shortcut = Shortcut.Projection), Conv2D(4, 3)] class A;", "[4, 4, 4]", "no stride")]
    [InlineData("[Block, Residual(Shortcut = Shortcut.NormalizedProjection), Upsample(2), Conv2D(4, 3, Padding = 1)] class A;", "[4, 12, 12]", "no stride")]
    public void A_projection_needs_a_stride(string block, params string[] words) =>
        ShouldReportAlone("NC1021", $"{block} [Network, Input(2, 6, 6)] [[|Use<A>|]] public partial class Net;", words);

    [Fact]
    public void A_projection_of_maps_has_the_stride_of_the_branch() => ShouldCompile(
        "[Block, Residual(Shortcut = Shortcut.Projection), Conv2D(4, 3, Stride = 2, Padding = 1), Conv2D(4, 3, Padding = 1)] class A; [Network, Input(2, 7, 6)] [Repeat<A>(3)] public partial class Net;");

    private static string Net(string input, string layers) => $"[Network, Input({input})] [{layers}] public partial class Net;";
}
