using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Tests.Robustness;

public sealed class FuzzTests
{
    private const int Networks = 8;

    /// <summary>Whatever the arguments are: an error of ours and a stub, or a network without any error or warning.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_declaration_compiles_or_is_explained(int seed)
    {
        Compiled compiled = Compiled.From(Source(new RandomDeclarations(seed, isValid: false))).ShouldNotThrow();
        if (compiled.Compiler.Length > 0)
            Assert.Fail(compiled.Report(compiled.Compiler));

        // The generator and the analyzer agree on which networks are broken, blocks apart, whose errors are shown on the block.
        string[] stubs = [.. compiled.Run.GeneratedSources.Where(source => source.SourceText.ToString().Contains("has errors (NC1xxx)", StringComparison.Ordinal)).Select(source => source.HintName)];
        IEnumerable<string> broken = compiled.Ours.Select(diagnostic => diagnostic.Location.SourceTree!.GetRoot(TestContext.Current.CancellationToken)
            .FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>()!.Identifier.ValueText);
        Assert.Empty(broken.Where(name => name[0] == 'N').Distinct().Except(stubs.Select(name => name.Replace(".g.cs", ""))));
        Assert.True(stubs.Length == 0 || !compiled.Ours.IsEmpty, "A stub without an explanation");
        Assert.Equal(Networks, compiled.Run.GeneratedSources.Length);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Valid_networks_compile_without_a_word(int seed)
    {
        var settings = new ProjectSettings { Nullable = seed % 2 == 0, ImplicitUsings = seed % 3 == 0, Documentation = seed % 4 < 2 };
        Compiled compiled = Compiled.From(settings, Source(new RandomDeclarations(seed, isValid: true))).ShouldBeClean();
        Assert.DoesNotContain(compiled.Run.GeneratedSources, source => source.SourceText.ToString().Contains("has errors (NC1xxx)", StringComparison.Ordinal));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 4)];

    private static string Source(RandomDeclarations random) =>
        $"using NetCompiler;\n{random.Block("First")}\n{random.Block("Second", "First")}\n{random.Block("Third", "First", "Second")}\n"
        + string.Join('\n', Enumerable.Range(0, Networks).Select(i => random.Network($"N{i}", "First", "Second", "Third")));
}
