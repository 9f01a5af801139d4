using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Diagnostics;
using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class BlockDiagnosticTests
{
    private const string Net = "[Network(Input = 4), Use<A>, Dense(2), MeanSquaredError] public partial class Net;";

    [Fact]
    public void A_block_does_not_use_itself() => ShouldReportAlone("NC1009", $"[Block, Dense(4), Use<[|A|]>] class A; {Net}", "A → A", "Use");

    [Fact]
    public void A_block_does_not_repeat_itself() => ShouldReportAlone("NC1009", $"[Block, Dense(4), Repeat<[|A|]>(2)] class A; {Net}", "A → A", "Repeat");

    [Fact]
    public void A_generic_block_does_not_use_another_construction_of_itself() =>
        ShouldReportAlone("NC1009", $"[Block, Dense(4), Use<[|G<G<int>>|]>] class G<T>; {Net.Replace("Use<A>", "Use<G<int>>")}", "G → G", "Use");

    [Fact]
    public void A_generic_block_may_use_others() => ShouldCompile(
        $"[Block, Dense(4)] class B<T>; [Block, Use<B<int>>, Relu, Use<B<B<int>>>] class A; {Net}");

    [Fact]
    public void Blocks_do_not_use_each_other()
    {
        Compiled compiled = Compiled.From($"using NetCompiler; [Block, Use<B>] class A; [Block, Relu, Use<A>, Dense(3)] class B; {Net}", UseOfNet).ShouldNotThrow();
        Assert.Equal(["NC1009 A → B → A", "NC1009 B → A → B"], compiled.Ours.Select(d => $"{d.Id} {d.GetMessage().Split('(', ')')[1]}").Order());
        Assert.Empty(compiled.Compiler);
    }

    [Fact]
    public void Only_the_use_that_leads_back_is_in_error() => ShouldReportAlone("NC1009",
        $"[Block, Dense(4)] class Innocent; [Block, Use<[|A|]>, Use<Innocent>] class A; {Net}", "A → A");

    [Fact]
    public void A_block_may_be_used_twice_and_through_another() => ShouldCompile(
        $"[Block, Use<B>, Use<C>] class A; [Block, Use<C>, Relu, Use<C>] class B; [Block, Dense(4)] class C; {Net}");

    [Theory]
    [InlineData("class A;", "A is not a block")]
    [InlineData("[Network(Input = 3), Dense(3)] partial class A;", "A is a network")]
    [InlineData("", "string[] is not a block")]
    [InlineData("", "int is not a block")]
    public void Only_blocks_are_used(string declaration, string message)
    {
        string type = message.Split(' ')[0];
        ShouldReportAlone("NC1010", $"{declaration} [Network(Input = 4), Use<[|{type}|]>, Dense(2), MeanSquaredError] public partial class Net;", message, "[Block]");
    }

    [Fact]
    public void A_class_is_a_network_or_a_block() =>
        ShouldReportAlone("NC1010", "[Network(Input = 4), [|Block|], Dense(2)] public partial class Net;", "both Network and Block");

    [Fact]
    public void A_loss_belongs_to_the_network() =>
        ShouldReportAlone("NC1014", $"[Block, Dense(2), [|MeanSquaredError|]] class A; {Net}", "MeanSquaredError", "network");

    [Fact]
    public void An_input_belongs_to_the_network() => ShouldReportAlone("NC1015", $"[Block, [|Input(4)|], Dense(2)] class A; {Net}", "Input", "network");

    [Fact]
    public void A_wrong_argument_is_shown_in_the_block_alone() => ShouldReportAlone("NC1007", $"[Block, Dense([|0|])] class A; {Net}", "units is 0");

    [Theory]
    [InlineData("[Block, Dense(4), Relu] class A;")]
    [InlineData("[Block, Dense(4), Relu] public sealed record A;")]
    [InlineData("[Block, Dense(4), Relu] class A<T>;", "Use<A>", "Use<A<int>>")]
    [InlineData("class Outer { [Block, Dense(4), Relu] internal class A; }", "Use<A>", "Use<Outer.A>")]
    public void A_block_may_be_any_class(string block, string use = "", string otherUse = "") =>
        ShouldCompile($"{block} {(use.Length > 0 ? Net.Replace(use, otherUse) : Net)}");

    [Fact]
    public void A_block_may_stand_in_another_file_and_namespace() => Compiled.From(
        "using NetCompiler; [Network(Input = 4), Repeat<Far.Away.A>(2), Use<Far.Away.A>, MeanSquaredError] public partial class Net;",
        "namespace Far.Away { [NetCompiler.Block, NetCompiler.Dense(4), NetCompiler.Relu] class A; }").ShouldBeClean();

    [Fact]
    public void A_block_may_come_from_another_assembly()
    {
        var settings = new ProjectSettings();
        var library = Compiled.Compilation(settings, "using NetCompiler; [Block, Dense(4), Relu, Dense(3)] public class A;").WithAssemblyName("Library").ToMetadataReference();
        var user = Compiled.Compilation(settings, $"using NetCompiler; {Net}").AddReferences(library);
        var run = Compiled.Driver(settings).RunGeneratorsAndUpdateCompilation(user, out var output, out _, TestContext.Current.CancellationToken).GetRunResult();
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity != Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden));
        Assert.Contains("blocks.0.layers.2.weight", run.GeneratedTrees.Single().ToString(), StringComparison.Ordinal);
    }

    /// <summary>Nothing can be reported in a file of another project, nor may a fix be offered there.</summary>
    [Fact]
    public async Task What_does_not_fit_in_a_block_of_another_assembly_is_shown_where_it_is_used()
    {
        var settings = new ProjectSettings();
        var library = Compiled.Compilation(settings, "using NetCompiler; [Block, Residual, Dense(32), Relu] public class Inner; [Block, Use<Inner>] public class Outer;").WithAssemblyName("Library");
        var user = Compiled.Compilation(settings, "using NetCompiler; [Network(Input = 64), Dense(64), Use<Outer>, Dense(10)] partial class Net;").AddReferences(library.ToMetadataReference());
        var diagnostic = Assert.Single(await user.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        Assert.Equal("NC1021", diagnostic.Id);
        Assert.Equal("Use<Outer>", user.SyntaxTrees[0].ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Empty(diagnostic.AdditionalLocations);
    }
}
