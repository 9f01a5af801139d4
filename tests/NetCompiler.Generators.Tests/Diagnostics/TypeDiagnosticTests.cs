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
    [InlineData("file partial class [|Outer|] {{ {0} partial class Net; }}", "Outer", "file-local")]
    [InlineData("{0} partial class [|Net|]<T>;", "generic", "type parameters")]
    [InlineData("partial class [|Outer|]<T> {{ {0} partial class Net; }}", "Outer", "generic")]
    [InlineData("partial interface Outer {{ {0} static partial class [|Net|]; }}", "static")]
    [InlineData("{0} partial class [|Net|](int size) {{ int _size = size; }}", "primary constructor")]
    [InlineData("{0} partial record [|Net|](int Size);", "primary constructor")]
    [InlineData("[Network(Input = 1), Dense(1)] partial class Other; {0} partial class [|Net|] : Other;", "derive from Other", "[Block]")]
    [InlineData("class Base(int size) {{ int _size = size; }} {0} partial class [|Net|] : Base {{ Net() : base(1) {{ }} }}", "Base", "without parameters")]
    public void Some_classes_cannot_be_networks(string marked, params string[] words) => ShouldReport("NC1013", string.Format(null, marked, List), words);
}
