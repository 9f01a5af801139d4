using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generators.Tests.Robustness;

/// <summary>Generated code fits into any project, whatever its settings and whatever else it declares.</summary>
public sealed class ProjectTests
{
    private const string List = "[Network(Input = 3)] [Dense(4), Gelu, Dense(2)] [SoftmaxCrossEntropy]";

    public static TheoryData<bool, bool, bool> Settings => new(
        from nullable in new[] { false, true }
        from usings in new[] { false, true }
        from documentation in new[] { false, true }
        select (nullable, usings, documentation));

    [Theory]
    [MemberData(nameof(Settings))]
    public void It_compiles_without_warning_under_all_settings(bool nullable, bool usings, bool documentation) => Compiled.From(
        new ProjectSettings { Nullable = nullable, ImplicitUsings = usings, Documentation = documentation },
        $"using NetCompiler; {List} public partial class Net; [Network(Input = 2), Dense(0)] public partial class Broken;")
        .ShouldNotThrow().ShouldHaveNoWarnings();

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    public void Older_versions_of_the_language_will_do(LanguageVersion language) => Compiled.From(
        new ProjectSettings { Language = language },
        $"using NetCompiler; {List} public partial class Net; [Network(Input = 4), Dense(3), LeakyRelu(0.2), Huber(2)] public partial class Regression;").ShouldBeClean();

    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    public void A_language_that_is_too_old_is_the_only_error(LanguageVersion language)
    {
        Compiled compiled = Compiled.From(
            new ProjectSettings { Language = language }, $"using NetCompiler; {List} public partial class Net {{ static void Use() => new Net(1).Predict(new float[3], new float[2]); }}").ShouldNotThrow();
        Diagnostic diagnostic = Assert.Single(compiled.Ours);
        Assert.Equal("NC1013", diagnostic.Id);
        Assert.Contains($"C# {language.ToDisplayString()}, but", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("<LangVersion>12.0</LangVersion>", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(compiled.Compiler);
    }

    /// <summary>The number of a second kernel of one name is not taken for that of a part of the first.</summary>
    [Fact]
    public void A_stride_behind_a_convolution_of_the_same_size_compiles() => Compiled.From(
        "using NetCompiler; [Network, Input(8, 6, 6)] [Conv2D(16, 3, Padding = 1), Relu, Conv2D(16, 3, Padding = 1), Relu, Conv2D(16, 3, Stride = 2, Padding = 1), Dense(2)] [MeanSquaredError] public partial class Net;").ShouldBeClean();

    [Theory]
    [InlineData("{0} partial class Net;")]
    [InlineData("{0} public sealed partial class Net;")]
    [InlineData("namespace A.B.C {{ {0} internal partial class Net; }}")]
    [InlineData("namespace A; public partial class Outer {{ protected partial class Inner {{ {0} private partial class Net; }} }}")]
    [InlineData("{0} public partial class @class;")]
    [InlineData("namespace @namespace.@int {{ partial class @new {{ {0} internal partial class @event; }} }}")]
    [InlineData("{0} partial class @record; {0} partial class @partial; {0} partial class @field; {0} partial class @file; {0} partial class @var;")]
    [InlineData("{0} public partial class Größe; {0} public partial class 网络; {0} public partial class e\u0301tage;")]
    [InlineData("{0} partial class Net; {0} partial class NEt; {0} partial class NET;")]
    [InlineData("namespace A {{ {0} partial class Net; }} namespace B {{ {0} partial class Net; }} partial class C {{ {0} partial class Net; }}")]
    public void Any_name_and_place_will_do(string declaration) =>
        Compiled.From("using NetCompiler;" + string.Format(null, declaration, List)).ShouldBeClean();

    [Theory]
    [InlineData("namespace User; {0} public partial class Net; {1}")]
    [InlineData("{1} {0} public partial class Net;")]
    [InlineData("partial class Outer {{ {1} {0} internal partial class Net; }}")]
    public void Names_of_the_user_get_in_nobodys_way(string source)
    {
        string[] names = ["Vector", "Vector128", "Math", "MathF", "Kernels", "Passes", "Declared", "Span", "ReadOnlySpan", "Unsafe", "MethodImpl", "RowBlock", "Rows",
            "VectorMath", "Workspace", "NetworkState", "Precision", "Fan", "Identity", "Constant", "Weight", "Single", "Double", "Int32", "InvalidOperationException"];
        string types = string.Concat(names.Select(name => $"class {name} {{ public static void At() {{ }} }}\n"));
        Compiled.From("using NetCompiler;" + string.Format(null, source, List.Replace("NetCompiler.", ""), types)).ShouldBeClean();
    }

    [Fact]
    public void A_namespace_of_the_user_may_be_called_like_ours() =>
        Compiled.From($"namespace User.NetCompiler.System {{ using global::NetCompiler; {List} public partial class Net; }} namespace User.System {{ class Math; }}").ShouldBeClean();

    [Fact]
    public void Two_attributes_on_two_parts_do_not_break_the_generator()
    {
        const string Part = "using NetCompiler; [Network(Input = 2), Dense(1)] public partial class Net;";
        Compiled compiled = Compiled.From(Part, Part).ShouldNotThrow();
        Assert.Single(compiled.Run.GeneratedSources);
        Assert.Contains("NC1012", compiled.Ours.Select(diagnostic => diagnostic.Id));
    }

    /// <summary>The error is one of C#, and the only one.</summary>
    [Fact]
    public void A_namespace_and_a_class_of_one_name_do_not_break_the_generator()
    {
        Compiled compiled = Compiled.From($"using NetCompiler; namespace A {{ {List} partial class Net; }}", $"using NetCompiler; partial class A {{ {List} partial class Net; }}").ShouldNotThrow();
        Assert.Equal(["A.Net (2).g.cs", "A.Net.g.cs"], compiled.Run.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
        Assert.Equal(["CS0101"], compiled.Compiler.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("{0} public partial class ;")]
    [InlineData("namespace A {{ {0} public partial class }}")]
    [InlineData("namespace {{ {0} public partial class Net; }}")]
    [InlineData("partial class {{ {0} public partial class Net; }}")]
    [InlineData("{0} public class ;")]
    [InlineData("{0} public partial class Net<>;")]
    [InlineData("partial class Outer<T, {{ {0} public partial class Net; }}")]
    public void Nothing_is_added_to_what_has_no_name_yet(string declaration) =>
        Assert.Empty(Compiled.From("using NetCompiler;" + string.Format(null, declaration, List)).ShouldNotThrow().Run.GeneratedSources);

    [Fact]
    public void Long_chains_of_activations_do_not_explode() => Compiled.From(
        "using NetCompiler; [Block, Gelu] class B; [Network(Input = 2), Repeat<B>(40), Dense(1), MeanSquaredError] partial class Net;").ShouldBeClean();
}

internal static class CompiledAssertions
{
    /// <summary>Fails when the compiler has anything to say, whatever the analyzer reports.</summary>
    public static void ShouldHaveNoWarnings(this Compiled compiled)
    {
        if (compiled.Compiler.Length > 0)
            Assert.Fail(compiled.Report(compiled.Compiler));
    }
}
