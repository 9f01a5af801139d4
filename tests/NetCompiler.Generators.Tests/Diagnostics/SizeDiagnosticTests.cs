using System.Diagnostics;
using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class SizeDiagnosticTests
{
    [Fact]
    public void Cross_entropy_needs_two_classes() => ShouldReportAlone("NC1017",
        "[Network(Input = 4), Dense(1), [|SoftmaxCrossEntropy|]] public partial class Net;", "at least 2", "has 1", "BinaryCrossEntropyWithLogits");

    [Fact]
    public void Two_classes_are_enough() => ShouldCompile("[Network(Input = 4), Dense(2), SoftmaxCrossEntropy] public partial class Net;");

    [Theory]
    [InlineData("[Network(Input = 100000), Dense([|100000|])]", "10000100000", "2147483647")]
    [InlineData("[[|Network|]] [Input(50000, 50000), Dense(1)]", "2500000000", "2147483647")]
    [InlineData("[Network(Input = 4), Dense(400000000), Dense([|5|])]", "4000000005", "2147483647")]
    [InlineData("[Network, Input(Time = 3, Features = 4), Lstm([|2000000000|])]", "2000000000", "2147483647")]
    [InlineData("[Network, Input(Time = 3, Features = 4), Gru([|30000|])]", "2700480000", "2147483647")]
    [InlineData("[Network, Input(Time = 500000000, Features = 3), [|Rnn(8)|]]", "Rnn at layers.0 computes 4000000000 elements", "2147483647")]
    [InlineData("[Network, Input(Time = 100000, Features = 3), [|SelfAttention(1)|], LastStep]", "computes 10000000000 elements", "2147483647")]
    [InlineData("[Network, Input(Time = 5, Features = 1), CausalConv1D(1, 2, Dilation = 2147483000), [|CausalConv1D(1, 3, Dilation = 1000)|]]", "2147485000", "2147483647")]
    [InlineData("[Network(Input = 1), Dense([|2147483647|], Bias = false)]", "2147483647 parameters, 2147483648 with the gaps", "at most 2147483647")]
    [InlineData("[Network, Input(3, 4, 5), Conv2D(2, 3, [|Padding = 2147483647|])]", "2147483647")]
    [InlineData("[Network, Input(3, 9), Conv1D(2, 3, [|Padding = 2147483647|])]", "2147483647")]
    public void A_network_fits_into_memory(string marked, params string[] words) => ShouldReportAlone("NC1019", $"{marked} public partial class Net;", words);

    [Theory]
    [InlineData("[|Parallel<A, A>(Merge.Concat)|]")]
    [InlineData("[|DenselyConnected<A>(1)|]")]
    public void What_stands_side_by_side_fits_into_memory(string marked) =>
        ShouldReportAlone("NC1019", $"[Block, Relu] class A; [Network(Input = 1500000000), {marked}] public partial class Net;", "3000000000", "2147483647");

    [Theory]
    [InlineData("[Network(Input = 4), Repeat<A>([|2000000000|])]", "at least 2147483647", "Repeat", "10000")]
    [InlineData("[Network(Input = 4), Repeat<C>([|100|])]", "15000", "10000")]
    [InlineData("[Network(Input = 4), Dense(2), Repeat<Huge>([|2000000000|])]", "at least 2147483648", "10000")]
    [InlineData("[Network(Input = 4), [|Use<Huge>|]]", "at least 2147483647", "10000")]
    public void Too_many_layers_are_refused_at_once(string marked, params string[] words)
    {
        const string Blocks = """
            [Block, Dense(3), Relu, Tanh] class A;
            [Block, Repeat<A>(5)] class B;
            [Block, Repeat<B>(10)] class C;
            [Block, Repeat<A>(2000000000), Repeat<A>(2000000000)] class Huge;
            """;
        var watch = Stopwatch.StartNew();
        ShouldReportAlone("NC1019", $"{marked} public partial class Net; {Blocks}", words);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Expanded {watch.Elapsed}");
    }

    [Fact]
    public void Blocks_that_double_forty_times_are_refused_at_once()
    {
        string blocks = string.Concat(Enumerable.Range(1, 40).Select(i => $"[Block, Use<B{i - 1}>, Use<B{i - 1}>] class B{i};"));
        ShouldReportAlone("NC1019", $"[Network(Input = 4), [|Use<B40>|]] public partial class Net; [Block, Dense(4)] class B0; {blocks}", "at least 2147483647", "10000");
    }

    [Fact]
    public void Hundreds_of_layers_are_not_too_many() => ShouldCompile("[Block, Dense(4), Tanh] class B; [Network(Input = 4), Repeat<B>(250)] public partial class Net;");
}
