using System.Globalization;
using Microsoft.CodeAnalysis;
using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class SkipDiagnosticTests
{
    [Theory]
    [InlineData("[Block, Residual, Dense(5)] class A; [Network(Input = 4), [|Use<A>|], Dense(2)]", "Residual at blocks.0", "[4]", "[5]", "Shortcut.Projection")]
    [InlineData("[Block, Dense(5)] class A; [Network(Input = 4), [|Residual<A>|], Dense(2)]", "[4]", "[5]")]
    [InlineData("[Block, Dense(5)] class A; [Network(Input = 4), Residual<A>([|Shortcut = Shortcut.Identity|]), Dense(2)]", "[4]", "[5]")]
    [InlineData("[Block, Residual, Dense(5)] class A; [Block, Dense(4), Use<A>] class B; [Network(Input = 4), Dense(7), [|Repeat<B>(3)|], Dense(2)]", "Residual at blocks.0.blocks.0", "[4]", "[5]")]
    [InlineData("[Block, Highway, Dense(5)] class A; [Network(Input = 4), [|Use<A>|]]", "Highway at blocks.0", "[4]", "[5]")]
    [InlineData("[Block, Dense(5)] class A; [Block, Dense(6)] class B; [Network(Input = 4), [|Parallel<A, B>|]]", "Sum", "block 1 gives a vector of 5 features", "block 2 gives a vector of 6 features", "Merge.Concat")]
    [InlineData("[Block, Dense(5)] class A; [Block, Dense(6)] class B; [Network(Input = 4), Parallel<A, A, B>([|Merge.Multiply|])]", "block 3 gives a vector of 6 features")]
    [InlineData("[Block, Conv2D(3, 3)] class A; [Block, Conv2D(3, 1)] class B; [Network, Input(2, 6, 6), Parallel<A, B>([|Merge.Concat|])]", "block 1 gives feature maps [3, 4, 4]", "block 2 gives feature maps [3, 6, 6]", "same height and width")]
    [InlineData("[Block, Conv1D(3, 3)] class A; [Block, Conv1D(3, 1)] class B; [Network, Input(2, 6), Parallel<A, B>([|Merge.Concat|])]", "[3, 4]", "[3, 6]", "same length")]
    [InlineData("[Block, Conv2D(3, 3)] class A; [Block, Flatten, Dense(3)] class B; [Network, Input(2, 6, 6), Parallel<A, B>([|Merge.Concat|])]", "block 1 gives feature maps [3, 4, 4]", "block 2 gives a vector of 3 features", "all with vectors")]
    [InlineData("[Block, Identity] class A; [Block, Flatten] class B; [Network, Input(2, 6), Parallel<A, B>([|Merge.Concat|])]", "block 1 gives feature maps [2, 6]", "block 2 gives a vector of 12 features")]
    [InlineData("[Network(Input = 5), [|Glu|], Dense(2)]", "5 features", "6")]
    public void Paths_that_meet_have_one_shape(string marked, params string[] words) => ShouldReportAlone("NC1021", $"{marked} public partial class Net;", words);

    [Theory]
    [InlineData("Parallel<Steps, Last>([|Merge.Concat|])", "Concat", "block 1 gives a sequence of 5 steps of 3 features", "block 2 gives a vector of 4 features", "Returns = Returns.Sequence on Rnn at blocks.0.branches.1.layers.0", "end block 1 with LastStep")]
    [InlineData("[|Parallel<Steps, Mean>|]", "Sum needs outputs of one shape", "block 2 gives a vector of 3 features", "move MeanOverTime at blocks.0.branches.1.layers.1 behind the Parallel", "end block 1 with LastStep")]
    [InlineData("Parallel<Mean, Last, Steps>([|Merge.Concat|])", "block 1 gives a vector of 3 features", "block 3 gives a sequence of 5 steps of 3 features", "move MeanOverTime at blocks.0.branches.0.layers.1 behind the Parallel", "end block 3 with LastStep")]
    [InlineData("[|Residual<Same>|]", "a sequence of 5 steps of 3 features", "a vector of 3 features", "cannot be added", "Returns = Returns.Sequence on Gru at blocks.0.layers.0")]
    [InlineData("[|Residual<Last>(Shortcut = Shortcut.Projection)|]", "a vector of 4 features", "Returns = Returns.Sequence on Rnn at blocks.0.layers.0")]
    [InlineData("[|Residual<Mean>|]", "a vector of 3 features", "move MeanOverTime at blocks.0.layers.1 behind the Residual")]
    [InlineData("[|Residual<Both>|]", "a vector of 6 features", "Returns = Returns.Sequence on Gru at blocks.0.blocks.0.branches.1.layers.0")]
    [InlineData("[|Highway<Same>|]", "a vector of 3 features", "Returns = Returns.Sequence on Gru at blocks.0.layers.0")]
    [InlineData("[|Gated<Same>|]", "a vector of 3 features", "Returns = Returns.Sequence on Gru at blocks.0.layers.0")]
    [InlineData("[|DenselyConnected<Last>(2)|]", "a vector of 4 features", "Returns = Returns.Sequence on Rnn at blocks.0.branches.0.layers.0")]
    public void Steps_and_one_vector_of_all_do_not_meet(string marked, params string[] words) => ShouldReportAlone("NC1021", $$"""
        [Block, Dense(3), Relu] class Steps;
        [Block, Rnn(4), Relu] class Last;
        [Block, Gru(3)] class Same;
        [Block, Dense(3), MeanOverTime] class Mean;
        [Block, Bidirectional<Same>, Relu] class Both;
        [Network, Input(Time = 5, Features = 3), {{marked}}] public partial class Net;
        """, words);

    [Theory]
    [InlineData("Parallel<Steps, Same>(Merge.Concat), MeanOverTime")]
    [InlineData("Parallel<Mean, Last>(Merge.Concat)")]
    [InlineData("Residual<Same>, Highway<Same>, Gated<Same>, LastStep")]
    public void Steps_meet_steps_and_vectors_meet_vectors(string layers) => ShouldCompile($$"""
        [Block, Dense(3), Relu] class Steps;
        [Block, Rnn(4), Relu] class Last;
        [Block, Gru(3, Returns = Returns.Sequence)] class Same;
        [Block, Dense(3), MeanOverTime] class Mean;
        [Network, Input(Time = 5, Features = 3), {{layers}}] public partial class Net;
        """);

    /// <summary>Maps of different sizes do not stand side by side either.</summary>
    [Fact]
    public void What_would_not_help_is_not_suggested()
    {
        Diagnostic problem = Assert.Single(Compiled.From(
            "using NetCompiler; [Block, Conv2D(3, 3)] class A; [Block, Conv2D(3, 1)] class B; [Network, Input(2, 6, 6), Parallel<A, B>] public partial class Net;").Ours);
        Assert.EndsWith("; end all blocks with the same size", problem.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Only the layer that has the argument is shown there, and no other that has one of that name.</summary>
    [Fact]
    public void An_argument_inside_a_block_is_not_looked_for_outside() => ShouldReportAlone("NC1021",
        "[Block, Dense(5)] class A; [Block, Dense(6)] class B; [Block, Parallel<A, B>(Merge.Multiply)] class C; [Network(Input = 4), [|Parallel<C, C>(Merge.Concat)|]] public partial class Net;", "Parallel at blocks.0.branches.0.blocks.0");

    [Theory]
    [InlineData("[Block, Residual(Shortcut = Shortcut.Projection), Dense(5)] class A; [Network(Input = 4), Use<A>]")]
    [InlineData("[Block, Residual, Dense(5), Dense(4)] class A; [Network(Input = 4), Repeat<A>(3)]")]
    [InlineData("[Block, Highway, Relu, Dense(4)] class A; [Network(Input = 4), Use<A>]")]
    [InlineData("[Block, Dense(5)] class A; [Block, Dense(6)] class B; [Network(Input = 4), Parallel<A, B>(Merge.Concat)]")]
    [InlineData("[Network(Input = 6), Glu, Dense(2)]")]
    public void Paths_of_one_shape_meet(string source) => ShouldCompile($"{source} public partial class Net;");

    [Theory]
    [InlineData("Gated")]
    [InlineData("Residual(Shortcut = Shortcut.Projection)")]
    public void Positions_that_no_stride_gives_do_not_meet(string around) => ShouldReportAlone("NC1021",
        $"[Block, {around}, Conv2D(2, 2, Padding = 3)] class A; [Network, Input(2, 4, 4), [|Use<A>|], Dense(2)] public partial class Net;", "[2, 4, 4]", "[2, 9, 9]", "no stride");

    [Theory]
    [InlineData("[Network(Input = 4), [|Residual|], Dense(4)]", "Residual", "[Block]", "Residual<TheBlock>")]
    [InlineData("[Network(Input = 4), Dense(4), [|Highway|]]", "Highway<TheBlock>")]
    public void A_network_is_not_enclosed(string marked, params string[] words) => ShouldReportAlone("NC1022", $"{marked} public partial class Net;", words);

    [Fact]
    public void A_block_is_enclosed_once() => ShouldReportAlone("NC1008",
        "[Block, Residual, [|Highway|], Dense(4)] class A; [Network(Input = 4), Use<A>] public partial class Net;", "Residual and Highway", "Highway<TheBlock>");

    [Fact]
    public void A_block_holds_more_than_what_encloses_it() => ShouldReportAlone("NC1004",
        "[[|Block|], Residual] class A; [Network(Input = 4), Use<A>] public partial class Net;", "no layers");

    [Theory]
    [InlineData("[Block, Residual([|Scale = 0|]), Dense(4)] class A;", "NC1018", "Scale is 0")]
    [InlineData("[Block, Residual([|StochasticDepth = 1|]), Dense(4)] class A;", "NC1018", "StochasticDepth is 1")]
    [InlineData("[Block, Residual([|BranchScale = -1|]), Dense(4)] class A;", "NC1018", "BranchScale is -1")]
    [InlineData("[Block, Residual(ReZero = true, [|LayerScale = 0.1|]), Dense(4)] class A;", "NC1008", "ReZero")]
    [InlineData("[Block, Residual(ReZero = true, [|ZeroInitLast = true|]), Dense(4)] class A;", "NC1008", "gradient")]
    [InlineData("[Block, Residual([|Activation = (Activation)99|]), Dense(4)] class A;", "NC1018", "Activation is 99")]
    [InlineData("[Block, Highway([|GateBias = double.NaN|]), Dense(4)] class A;", "NC1018", "GateBias is NaN")]
    public void Options_are_checked(string marked, string id, string words) =>
        ShouldReportAlone(id, $"{marked} [Network(Input = 4), Use<A>, Dense(2)] public partial class Net;", words);

    [Theory]
    [InlineData("Relu")]
    [InlineData("Relu, BatchNorm(Affine = false)")]
    public void Without_a_weight_nothing_starts_at_zero(string layers) => ShouldReportAlone("NC1008",
        $"[Block, {layers}] class A; [Network(Input = 4), Residual<A>([|ZeroInitLast = true|]), Dense(2)] public partial class Net;", "no layer of the block has a weight", "ReZero");

    [Theory]
    [InlineData("DenselyConnected<A>([|0|])", "NC1007", "count is 0")]
    [InlineData("Residual<[|int|]>", "NC1010", "int is not a block")]
    [InlineData("Parallel<A, [|string|]>", "NC1010", "string is not a block")]
    public void Inserted_blocks_are_checked(string marked, string id, string words) =>
        ShouldReportAlone(id, $"[Block, Dense(4)] class A; [Network(Input = 4), {marked}, Dense(2)] public partial class Net;", words);
}
