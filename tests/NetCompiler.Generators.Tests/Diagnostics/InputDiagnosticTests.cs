using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class InputDiagnosticTests
{
    private const string Rest = "[Dense(2), MeanSquaredError] public partial class Net;";

    [Fact]
    public void A_network_needs_an_input() => ShouldReportAlone("NC1002", $"[[|Network|]] {Rest}", "Input = 64", "Time = 100, Features = 2");

    [Fact]
    public void An_input_needs_dimensions() => ShouldReportAlone("NC1002", $"[Network] [[|Input()|]] {Rest}", "no dimensions");

    [Fact]
    public void An_input_of_null_has_no_dimensions() => ShouldReportAlone("NC1002", $"#nullable disable\n[Network] [[|Input(null)|]] {Rest}", "no dimensions");

    [Theory]
    [InlineData("[Network(Input = 4)]")]
    [InlineData("[Network, Input(4)]")]
    [InlineData("[Input(2, 2), Network]")]
    [InlineData("[Network, Input(new[] { 2, 2 })]")]
    [InlineData("[Network, Input(shape: [2, 2])]")]
    [InlineData("[Network(Precision = Precision.Float, Input = 4)]")]
    public void Input_is_declared_in_one_of_two_ways(string input) => ShouldCompile($"{input} {Rest}\n{UseOfNet}");

    [Fact]
    public void Two_inputs_are_one_too_many() => ShouldReportAlone("NC1003", $"[Network(Input = 4), [|Input(2, 2)|]] {Rest}", "Input = 4", "remove one");

    [Theory]
    [InlineData("[Network([|Input = 0|])]", "Input is 0", "at least 1")]
    [InlineData("[Network(Precision = Precision.Float, [|Input = -3|])]", "Input is -3", "at least 1")]
    [InlineData("[Network, Input(28, [|0|])]", "dimension 2 of 2 is 0", "at least 1")]
    [InlineData("[Network, Input([|-1|], 28, 28)]", "dimension 1 of 3 is -1", "at least 1")]
    public void Sizes_are_positive(string marked, params string[] words) => ShouldReportAlone("NC1007", $"{marked} {Rest}", words);

    [Fact]
    public void A_precision_is_one_of_the_enum() =>
        ShouldReportAlone("NC1018", $"[Network(Input = 4, [|Precision = (Precision)7|])] {Rest}", "Precision is 7", "Float, Double");
}
