using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.Generators.Tests.Diagnostics;

/// <summary>Every warning about the gradient is declared, tracked and explained on a page of its own, with examples that behave as the page says.</summary>
public sealed partial class FlowDescriptorTests
{
    public static TheoryData<string> Ids =>
        [.. typeof(DiagnosticId).GetFields(BindingFlags.Public | BindingFlags.Static).Select(id => (string)id.GetRawConstantValue()!).Where(id => id.StartsWith("NC2", StringComparison.Ordinal))];

    [Fact]
    public void Descriptors_are_those_of_the_ids() => Assert.Equal(Ids.Select(row => row.Data), FlowDescriptors.All.Select(descriptor => descriptor.Id));

    [Fact]
    public void Every_id_has_an_analyzer_of_its_own() =>
        Assert.Equal(Ids.Select(row => row.Data), Warned.Analyzers.Select(analyzer => Assert.Single(analyzer.SupportedDiagnostics).Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_id_is_a_warning_with_a_page_and_a_row_in_the_releases(string id)
    {
        DiagnosticDescriptor descriptor = FlowDescriptors.Get(id);
        Assert.Equal(DiagnosticSeverity.Warning, descriptor.DefaultSeverity);
        Assert.Equal($"docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.Contains($"(diagnostics/{id}.md)", Read("diagnostics.md"), StringComparison.Ordinal);
        Assert.StartsWith($"# {id}: {char.ToLowerInvariant(descriptor.Title.ToString()[0])}{descriptor.Title.ToString()[1..]}\n", Read($"{id}.md"), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(Read("AnalyzerReleases.Shipped.md") + Read("AnalyzerReleases.Unshipped.md"), $@"^{id} \| NetCompiler\.GradientFlow \| Warning \| {descriptor.Title}$", RegexOptions.Multiline));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_examples_of_a_page_warn_and_do_not_warn(string id)
    {
        string[] examples = [.. Example().Matches(Read($"{id}.md")).Select(match => match.Groups["code"].Value)];
        Assert.Equal(2, examples.Length);
        Assert.Contains(id, Warned.Ids(examples[0]));
        Assert.DoesNotContain(Warned.Ids(examples[0]), other => other != id && !(id == "NC2003" && other == "NC2001"));
        // The other one is a program.
        var settings = new ProjectSettings { ImplicitUsings = true };
        CSharpCompilation program = Compiled.Compilation(settings, $"using NetCompiler;\n{examples[1]}").WithOptions(settings.Compile.WithOutputKind(OutputKind.ConsoleApplication));
        Compiled.Driver(settings).RunGeneratorsAndUpdateCompilation(program, out Compilation output, out _, TestContext.Current.CancellationToken);
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Empty(Warned.Ids(Regex.Replace(examples[1], @"^Console\..*$", "", RegexOptions.Multiline)));
    }

    [GeneratedRegex(@"```csharp\nusing NetCompiler;\n(?<code>.+?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(FlowDescriptorTests).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
