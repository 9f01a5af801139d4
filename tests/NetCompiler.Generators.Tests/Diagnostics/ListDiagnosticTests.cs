using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class ListDiagnosticTests
{
    [Theory]
    [InlineData("[[|Network(Input = 4)|]] public partial class Net;")]
    [InlineData("[[|Network(Input = 4)|]] [MeanSquaredError] public partial class Net;")]
    public void A_network_has_layers(string marked) => ShouldReportAlone("NC1004", marked, "network", "no layers", "Dense(10)");

    [Theory]
    [InlineData("[Network(Input = 4), Densee(2)] public partial class Net;")]
    [InlineData("[Network(Input = 4), Use<Part>, Dense(2)] public partial class Net; [Block, Densee(2)] class Part;")]
    [InlineData("[Network, Input(3, 8, 8), Conv2DD(8, 3), Flatten, Reshape(8, 6, 6)] public partial class Net;")]
    public void A_misspelt_layer_is_the_only_error(string source)
    {
        Compiled compiled = Compiled.From($"using NetCompiler;\n{source}", UseOfNet).ShouldNotThrow();
        Assert.Empty(compiled.Ours);
        Assert.Equal(["CS0246"], compiled.Compiler.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public void A_block_has_layers() => ShouldReport("NC1004", "[[|Block|]] class Empty;", "block", "no layers");

    [Fact]
    public void A_network_with_an_empty_block_shows_no_other_errors() =>
        ShouldReportAlone("NC1004", "[[|Block|]] class Empty; [Network(Input = 4), Use<Empty>, Dense(2), MeanSquaredError] public partial class Net;");

    [Fact]
    public void One_layer_is_enough_and_need_not_learn() => ShouldCompile("[Network(Input = 4), Relu] public partial class Net;");

    [Fact]
    public void No_layer_stands_after_the_loss() =>
        ShouldReportAlone("NC1005", "[Network(Input = 4), Dense(3), MeanSquaredError, [|Dense(2)|]] public partial class Net;", "Dense", "MeanSquaredError");

    [Fact]
    public void A_network_may_do_without_a_loss() => ShouldCompile($"[Network(Input = 4), Dense(2)] public partial class Net;\n{UseOfNet}");

    [Fact]
    public void A_network_has_one_loss() =>
        ShouldReportAlone("NC1006", "[Network(Input = 4), Dense(3), MeanSquaredError, [|Huber(2)|]] public partial class Net;", "MeanSquaredError", "Huber");

    [Fact]
    public void Attributes_stand_on_one_part() => ShouldReportAlone("NC1012",
        "[Network(Input = 4), Dense(3)] public partial class Net; [[|Relu|]] partial class Net;", "Relu", "Network", "one part");

    [Fact]
    public void Attributes_of_a_block_stand_on_one_part_too() => ShouldReport("NC1012", "[Block, Dense(3)] partial class B; [[|Relu|]] partial class B;", "Relu", "Block");

    [Fact]
    public void Other_parts_may_hold_anything_else() => ShouldCompile(
        "[Network(Input = 4), Dense(3)] public partial class Net; partial class Net { public int Count { get; set; } }");

    [Theory]
    [InlineData("[[|Dense(3)|]] class Lonely;", "Dense", "Lonely", "[Block]")]
    [InlineData("[[|MeanSquaredError|]] partial class Lonely;", "MeanSquaredError", "Lonely")]
    [InlineData("[[|Input(3)|]] class Lonely;", "Input", "Lonely")]
    public void Layers_belong_to_a_network_or_a_block(string marked, params string[] words) => ShouldReport("NC1011", marked, words);

    [Fact]
    public void Attributes_of_others_are_nobodys_business() => ShouldCompile("[System.Obsolete] class Lonely;");
}
