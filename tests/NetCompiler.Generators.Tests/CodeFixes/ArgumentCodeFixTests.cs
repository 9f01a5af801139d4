using Fixed = NetCompiler.Generators.Tests.Harness.Fixed<NetCompiler.Generators.Diagnostics.DeclarationAnalyzer, NetCompiler.CodeFixes.ArgumentCodeFix>;

namespace NetCompiler.Generators.Tests.CodeFixes;

public sealed class ArgumentCodeFixTests
{
    private const string Projection = "Shortcut = Shortcut.Projection";

    [Theory]
    [InlineData("Residual", $"Residual({Projection})")]
    [InlineData("Residual()", $"Residual({Projection})")]
    [InlineData("ResidualAttribute", $"ResidualAttribute({Projection})")]
    [InlineData("NetCompiler.Residual", $"NetCompiler.Residual({Projection})")]
    [InlineData("Residual(Scale = 0.5)", $"Residual(Scale = 0.5, {Projection})")]
    [InlineData("Residual(Shortcut = Shortcut.Identity, Scale = 0.5)", $"Residual({Projection}, Scale = 0.5)")]
    [InlineData("Residual(Shortcut = default /* no */, Activation = Activation.Relu)", "Residual(Shortcut = Shortcut.Projection /* no */, Activation = Activation.Relu)")]
    public Task On_a_block(string before, string after) => Fixed.ShouldBecome(
        Source($"[Block, {before}, Dense(5), Tanh] class A;", "[Use<A>, Dense(2)]"),
        Source($"[Block, {after}, Dense(5), Tanh] class A;", "[Use<A>, Dense(2)]"));

    [Theory]
    [InlineData("Residual<A>", $"Residual<A>({Projection})")]
    [InlineData("Residual<A>(ReZero = true)", $"Residual<A>(ReZero = true, {Projection})")]
    [InlineData("Residual<A>(Shortcut = Shortcut.Identity)", $"Residual<A>({Projection})")]
    public Task In_a_list(string before, string after) => Fixed.ShouldBecome(
        Source("[Block, Dense(5), Tanh] class A;", $"[Dense(3), {before}, Dense(2)]"),
        Source("[Block, Dense(5), Tanh] class A;", $"[Dense(3), {after}, Dense(2)]"));

    [Fact]
    public Task On_a_block_inside_blocks_in_another_file() => Fixed.ShouldBecome(
        [
            "using NetCompiler; [Block, Dense(4), Use<A>, Dense(4)] class B; [Network(Input = 4), Repeat<B>(3), Dense(2)] partial class Net;",
            "[NetCompiler.Block, NetCompiler.Residual, NetCompiler.Dense(5)] class A;",
        ],
        [
            "using NetCompiler; [Block, Dense(4), Use<A>, Dense(4)] class B; [Network(Input = 4), Repeat<B>(3), Dense(2)] partial class Net;",
            "[NetCompiler.Block, NetCompiler.Residual(Shortcut = NetCompiler.Shortcut.Projection), NetCompiler.Dense(5)] class A;",
        ]);

    [Fact]
    public Task Everywhere_at_once_and_once_for_two_networks_that_share_a_block() => Fixed.ShouldBecome(
        [
            "using NetCompiler; [Block, Residual, Dense(5)] class A; [Network(Input = 4), Use<A>, Dense(2)] partial class First;",
            "using NetCompiler; [Network(Input = 3), Repeat<A>(2)] partial class Second; [Block, Dense(7)] class B; [Network(Input = 3), Residual<B>] partial class Third;",
        ],
        [
            $"using NetCompiler; [Block, Residual({Projection}), Dense(5)] class A; [Network(Input = 4), Use<A>, Dense(2)] partial class First;",
            $"using NetCompiler; [Network(Input = 3), Repeat<A>(2)] partial class Second; [Block, Dense(7)] class B; [Network(Input = 3), Residual<B>({Projection})] partial class Third;",
        ]);

    [Theory]
    [InlineData("[Block, Residual, Gru(3)] class A;", "[Block, Residual, Gru(3, Returns = Returns.Sequence)] class A;", "Use<A>, LastStep")]
    [InlineData("[Block, Gru(3, Returns = Returns.Last), Tanh] class A;", "[Block, Gru(3, Returns = Returns.Sequence), Tanh] class A;", "Parallel<A, B>, LastStep")]
    public Task On_the_layer_that_gives_the_last_step(string before, string after, string layers)
    {
        string rest = $" [Block, Dense(3)] class B; [Network, Input(Time = 5, Features = 3), {layers}] public partial class Net;";
        return Fixed.ShouldBecome($"using NetCompiler; {before}{rest}", $"using NetCompiler; {after}{rest}");
    }

    [Theory]
    [InlineData("[Block, Highway, Dense(5)] class A;", "[Use<A>, Dense(2)]")]
    [InlineData("[Block, Dense(5)] class A; [Block, Dense(6)] class B;", "[Parallel<A, B>, Dense(2)]")]
    public Task Nothing_where_no_argument_helps(string blocks, string layers) => Fixed.ShouldNotBeOffered(Source(blocks, layers));

    private static string Source(string blocks, string layers) => $$"""
        using NetCompiler;

        {{blocks}}

        [Network(Input = 4)]
        {{layers}}
        public partial class Net;
        """;
}
