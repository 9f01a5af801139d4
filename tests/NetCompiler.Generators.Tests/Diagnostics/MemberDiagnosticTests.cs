using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class MemberDiagnosticTests
{
    private const string List = "[Network(Input = 4), Dense(2), MeanSquaredError]";

    [Theory]
    [InlineData("public int [|Parameters|];", "Parameters", "rename")]
    [InlineData("int _size = 1, [|_network|] = 2; public int Size => _size + _network;", "_network", "rename")]
    [InlineData("public class [|Definition|];", "Definition", "rename")]
    [InlineData("public int [|Predict|] => 1;", "Predict", "rename")]
    [InlineData("public [|Net|](ulong start) { }", "Net(ulong seed)", "other parameters", "this(seed)")]
    [InlineData("public void [|Predict|](System.ReadOnlySpan<float> x, System.Span<float> y) { }", "Predict", "other parameters")]
    [InlineData("public void [|Freeze|]() { }", "Freeze", "other parameters")]
    [InlineData("public float [|Loss|](System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> y) => 1;", "Loss", "other parameters")]
    [InlineData("public float [|Gradient|](System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> y, Workspace<float> w) => 1;", "Gradient")]
    [InlineData("public int [|CreateWorkspace|](int size) => size;", "CreateWorkspace")]
    public void Generated_names_are_taken(string member, params string[] words) => ShouldReport("NC1016", $"{List} public partial class Net {{ {member} }}", words);

    [Theory]
    [InlineData("MaxSteps")]
    [InlineData("CreateSequenceState")]
    public void Generated_names_of_sequences_are_taken(string name) =>
        ShouldReport("NC1016", $"[Network, Input(Time = 5, Features = 2), Gru(3), MeanSquaredError] public partial class Net {{ public int [|{name}|] => 1; }}", name);

    [Fact]
    public void Generated_names_are_taken_for_a_base_class_too() =>
        ShouldReportAlone("NC1016", $"public class Base {{ public int InputLength = 1; }} {List} public partial class [|Net|] : Base;", "Base declares InputLength");

    [Theory]
    [InlineData("Gradient")]
    [InlineData("Parameters")]
    [InlineData("Definition")]
    public void A_class_cannot_be_called_like_a_generated_member(string name)
    {
        ShouldReport("NC1016", $"{List} public partial class [|{name}|];", name, "rename the class");
        ShouldShowOnlyOurs($"{List} public partial class {name};", $"static class Use {{ static int Run() => new {name}(1).InputLength; }}");
    }

    [Theory]
    [InlineData("void Predict(System.ReadOnlySpan<double> x, System.Span<double> y) { }")]
    [InlineData("void Freeze(int layers) { }")]
    [InlineData("void Predict(System.Span<float> x, System.Span<float> y) { }")]
    [InlineData("void Predict(System.ReadOnlySpan<float> x, in System.Span<float> y) { }")]
    [InlineData("void Predict<T>(System.ReadOnlySpan<T> x, System.Span<T> y) where T : unmanaged { }")]
    [InlineData("float Gradient(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> y, System.Span<float> z) => z[0];")]
    [InlineData("float Loss(System.ReadOnlySpan<float> x, System.Span<float> y) => 1;")]
    [InlineData("Workspace<float> CreateWorkspace(uint size) => CreateWorkspace((int)size);")]
    public void Overloads_with_other_parameters_are_welcome(string method) => ShouldCompile($"{List} public partial class Net {{ public {method} }}");

    [Fact]
    public void Which_signature_is_taken_depends_on_the_element_type() => ShouldCompile(
        "[Network(Input = 4, Precision = Precision.Double), Dense(2)] public partial class Net { public void Predict(System.ReadOnlySpan<float> x, System.Span<float> y) { } }");

    [Theory]
    [InlineData("public [|Net|](string path) {{ }}")]
    [InlineData("protected [|Net|](int size) : base() {{ }} public Net(string path) : this(path.Length) {{ }}")]
    public void Constructors_call_the_generated_one(string member) =>
        ShouldReportAlone("NC1025", $"{List} public partial class Net {{ {member.Replace("{{", "{").Replace("}}", "}")} }}", "without parameters", ": this(seed)");

    [Fact]
    public void Members_of_its_own_are_welcome() => ShouldCompile($$"""
        public class Base { private readonly int _network = 1; public override string ToString() => $"{_network}"; }
        {{List}}
        public partial class Net : Base
        {
            private readonly float[] _buffer = new float[2];
            static Net() { }
            public Net() : this(42) { }
            public Net(in ulong start, string _) : this(start) { }
            public Net(int[] data) : this((ulong)data.Length) { }
            public float[] Predict(float[] input) { Predict(input, _buffer); return _buffer; }
            public Workspace<float> CreateWorkspace() => CreateWorkspace(1);
            public class Vector { }
            public int Passes { get; set; }
            public int Kernels { get; set; }
            public int System { get; set; }
        }
        """);

    [Fact]
    public void A_record_may_copy_itself() => ShouldCompile(
        $"{List} public partial record Net {{ public string Name {{ get; init; }} = \"\"; protected Net(Net other) => (_network, Name) = (other._network, other.Name); public Net Renamed() => this with {{ Name = \"b\" }}; }}");
}
