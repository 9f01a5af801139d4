using Microsoft.CodeAnalysis;
using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

/// <summary>Whatever is wrong with the class, code that uses the network shows no errors of its own.</summary>
public sealed class StubTests
{
    private const string List = "[Network(Input = 4), Dense(2), MeanSquaredError]";

    [Theory]
    [InlineData("{0} partial class Net<T>;", "Net<int>")]
    [InlineData("namespace A {{ {0} public partial class Net<T, U> where T : class where U : struct; }}", "A.Net<string, int>")]
    [InlineData("partial interface Outer<T, U> {{ {0} public partial class Net; }}", "Outer<int, int>.Net")]
    [InlineData("partial class Outer<@class> {{ public partial struct Inner {{ {0} public partial class Net; }} }}", "Outer<int>.Inner.Net")]
    [InlineData("{0} partial class Net(int size) {{ public int Size => size; }}", "Net")]
    [InlineData("{0} partial class Net(string name, params int[] sizes) {{ public string Name => name; public int Count => sizes.Length; }}", "Net")]
    [InlineData("{0} partial record Net(int Size, string Name);", "Net")]
    [InlineData("public class Base(string name) {{ public string Name => name; }} {0} partial class Net : Base {{ public Net(int size) : base(\"a\") {{ }} }}", "Net")]
    [InlineData("public class Base {{ private Base(int a) {{ }} protected Base(long a) {{ }} }} {0} partial class Net : Base;", "Net")]
    [InlineData("[Network(Input = 1), Dense(1)] public partial class Other; {0} partial class Net : Other;", "Net")]
    [InlineData("{0} partial class Net {{ public Net(ulong seed = 0) {{ }} }}", "Net")]
    [InlineData("{0} partial class Net {{ public Net() {{ }} }}", "Net")]
    [InlineData("{0} partial class Net {{ public int InputLength = 1, OutputLength = 1; private int _network = 1; public int Size => _network; }}", "Net")]
    [InlineData("{0} partial class Net {{ public void Predict(System.ReadOnlySpan<float> x, System.Span<float> y) {{ }} }}", "Net")]
    [InlineData("{0} partial class Net {{ public float Loss(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> y) => 1; }}", "Net")]
    public void Only_our_errors_show(string source, string type) =>
        ShouldShowOnlyOurs(string.Format(null, source, List), UseOfNet.Replace("new Net(", $"new {type}(").Replace("Net.Definition", $"{type}.Definition"));

    [Theory]
    [InlineData("Gru(3), Gru(3), MeanSquaredError")]
    [InlineData("Gru(0, Returns = Returns.Sequence), MeanSquaredError")]
    public void Only_our_errors_show_where_sequences_are_used(string layers) => ShouldShowOnlyOurs($"[Network, Input(Time = 5, Features = 2), {layers}] partial class Net;", """
        using NetCompiler;
        static class Use
        {
            static void Run(Net net)
            {
                IRecurrentNetwork<float> any = net;
                SequenceState<float> state = net.CreateSequenceState(2);
                net.Predict(new float[10], [5], new float[3], state);
                _ = net.Gradient(new float[10], [5], new float[3], net.CreateWorkspace(1)) + net.Loss(new float[3], [5], new float[3]);
                net.Step(new float[2], net.CreateState(), new float[net.StepOutputLength + net.StepInputLength + net.MaxSteps]);
            }
        }
        """);

    [Fact]
    public void Only_our_errors_show_where_one_sequence_is_read_and_another_written() => ShouldShowOnlyOurs(
        """
        [Block, Gru(3)] class Read; [Block, Gru(4, Returns = Returns.Sequence), Dense(2)] class Write;
        [Network(Precision = Precision.Double), Input(Time = 5, Features = 2), Encoder<Read>, Decoder<Write>(4, Features = 2), MeanSquaredError] partial class Net { public int MaxSteps => 1; }
        """, """
        using NetCompiler;
        static class Use
        {
            static void Run(Net net)
            {
                ISequenceToSequenceNetwork<double> any = net;
                net.Predict(new double[10], [5], new double[8]);
                net.Predict(new double[10], [5], new double[8], [4], new double[8]);
                _ = net.Gradient(new double[10], [5], new double[8], [4], net.CreateWorkspace(1)) + net.Loss(new double[8], [4], new double[8]);
                RecurrentState<double> state = net.CreateState();
                net.Encode(new double[10], [5], state);
                net.Step(new double[2], state, new double[net.StepOutputLength + net.StepInputLength + net.MaxTargetSteps]);
            }
        }
        """);

    [Fact]
    public void A_static_class_has_a_definition() => ShouldShowOnlyOurs($"{List} static partial class Net;", "static class Use { static int Run() => Net.Definition.ParameterCount; }");

    [Theory]
    [InlineData("{0} public class Net;", "CS0260")]
    [InlineData("{0} public record Net;", "CS0260")]
    [InlineData("{0} public partial struct Net;", "CS0592")]
    [InlineData("{0} public partial record struct Net;", "CS0592")]
    public void What_the_compiler_reports_itself_stays_the_only_other_error(string source, string id)
    {
        Compiled compiled = Compiled.From($"using NetCompiler;\n{string.Format(null, source, List)}", UseOfNet).ShouldNotThrow();
        Assert.Equal([id], compiled.Compiler.Select(diagnostic => diagnostic.Id).Distinct());
        Assert.Single(compiled.Ours);
    }

    [Theory]
    [InlineData("{0} public class Net;")]
    [InlineData("public class Outer {{ {0} public partial class Net; }}")]
    public void The_generator_itself_reports_what_is_not_partial_because_a_build_ends_with_that_error_of_the_compiler(string source)
    {
        Compiled compiled = Compiled.From($"using NetCompiler;\n{string.Format(null, source, List)}");
        Diagnostic diagnostic = Assert.Single(compiled.Run.Diagnostics);
        Assert.Equal("NC1001", diagnostic.Id);
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(1, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }
}
