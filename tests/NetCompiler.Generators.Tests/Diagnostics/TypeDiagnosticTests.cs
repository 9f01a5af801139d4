using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class TypeDiagnosticTests
{
    private const string List = "[Network(Input = 4), Dense(2), MeanSquaredError]";

    [Theory]
    [InlineData("{0} class [|Net|];", "partial class Net")]
    [InlineData("{0} record [|Net|];", "partial record Net")]
    [InlineData("class [|Outer|] {{ {0} partial class Net; }}", "Outer", "contains", "partial class Outer")]
    [InlineData("partial class Far {{ struct [|Outer|] {{ {0} partial class Net; }} }}", "partial struct Outer")]
    public void A_network_and_the_types_around_it_are_partial(string marked, params string[] words) =>
        ShouldReport("NC1001", string.Format(null, marked, List), words);

    [Theory]
    [InlineData("{0} partial class Net;")]
    [InlineData("{0} public sealed partial class Net;")]
    [InlineData("{0} abstract partial class Net;")]
    [InlineData("{0} partial record Net;")]
    [InlineData("partial class Outer {{ partial interface Inner {{ partial record struct Deep {{ {0} internal partial class Net; }} }} }}")]
    [InlineData("partial class Base {{ protected Base(int size = 1) {{ }} }} {0} partial class Net : Base {{ public Net(string name) : this(1) {{ }} }}")]
    public void Any_partial_class_will_do(string source) => ShouldCompile(string.Format(null, source, List));

    [Theory]
    [InlineData("{0} static partial class [|Net|];", "static", "remove static")]
    [InlineData("{0} file partial class [|Net|];", "file-local", "internal")]
    [InlineData("{0} partial class [|Net|]<T>;", "generic", "type parameters")]
    [InlineData("partial class [|Outer|]<T> {{ {0} partial class Net; }}", "Outer", "generic")]
    [InlineData("{0} partial class [|Net|](int size) {{ int _size = size; }}", "primary constructor")]
    [InlineData("{0} partial record [|Net|](int Size);", "primary constructor")]
    [InlineData("class Base(int size) {{ int _size = size; }} {0} partial class [|Net|] : Base {{ Net() : base(1) {{ }} }}", "Base", "without parameters")]
    public void Some_classes_cannot_be_networks(string marked, params string[] words) => ShouldReport("NC1013", string.Format(null, marked, List), words);

    [Theory]
    [InlineData("int [|Parameters|];", "Parameters")]
    [InlineData("int _size, [|_network|];", "_network")]
    [InlineData("class [|Definition|];", "Definition")]
    [InlineData("public [|Net|](ulong start) {{ }}", "Net(ulong seed)")]
    [InlineData("public void [|Predict|](System.ReadOnlySpan<float> x, System.Span<float> y) {{ }}", "Predict")]
    public void Generated_names_are_taken(string member, params string[] words) =>
        ShouldReport("NC1016", $"{List} partial class Net {{ {member.Replace("{{", "{").Replace("}}", "}")} }}", [.. words, "rename"]);

    [Fact]
    public void Generated_names_are_taken_for_a_base_class_too() =>
        ShouldReport("NC1016", $"class Base {{ public int InputLength; }} {List} partial class [|Net|] : Base;", "Base declares InputLength");

    [Fact]
    public void Members_of_its_own_are_welcome() => ShouldCompile($$"""
        public class Base { private readonly int _network = 1; public override string ToString() => $"{_network}"; }
        {{List}}
        public partial class Net : Base
        {
            private readonly float[] _buffer = new float[2];
            public Net(int[] data) : this((ulong)data.Length) { }
            public float[] Predict(float[] input) { Predict(input, _buffer); return _buffer; }
            public Workspace<float> CreateWorkspace() => CreateWorkspace(1);
            public class Vector { }
            public int Passes { get; set; }
            public int Kernels { get; set; }
            public int System { get; set; }
        }
        """);
}
