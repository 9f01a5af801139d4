using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Diagnostics;

namespace NetCompiler.Generators.Tests.Diagnostics;

/// <summary>Every id of an error is declared, tracked and explained, with examples that behave as the explanation says.</summary>
public sealed partial class DescriptorTests
{
    private static readonly string s_document = Read("diagnostics.md");

    public static TheoryData<string> Ids =>
        [.. typeof(DiagnosticId).GetFields(BindingFlags.Public | BindingFlags.Static).Select(id => (string)id.GetRawConstantValue()!).Where(id => id.StartsWith("NC1", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_id_has_a_descriptor_with_a_help_link(string id)
    {
        DiagnosticDescriptor descriptor = DeclarationDescriptors.Get(id);
        Assert.Equal(DiagnosticSeverity.Error, descriptor.DefaultSeverity);
        Assert.EndsWith($"docs/diagnostics.md#{id.ToLowerInvariant()}", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_are_those_of_the_ids() => Assert.Equal(Ids.Select(row => row.Data), DeclarationDescriptors.All.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_id_is_tracked_in_the_releases(string id) =>
        Assert.Single(Regex.Matches(Read("AnalyzerReleases.Shipped.md") + Read("AnalyzerReleases.Unshipped.md"), $@"^{id} \| NetCompiler\.Declaration \| Error \| \w", RegexOptions.Multiline));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_of_every_id_is_as_wrong_or_right_as_it_says(string id)
    {
        Match section = Regex.Match(s_document, $@"^## {id}\n(?<text>.+?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"docs/diagnostics.md has no heading for {id}");
        string[] examples = [.. Example().Matches(section.Groups["text"].Value).Select(match => match.Groups["code"].Value)];
        Assert.Equal(2, examples.Length);
        Compiled wrong = Compiled.From($"using NetCompiler;\n{examples[0]}").ShouldNotThrow();
        Assert.Equal([id], wrong.Ours.Select(diagnostic => diagnostic.Id).Distinct());
        Compiled.From($"using NetCompiler;\n{examples[1]}").ShouldBeClean();
    }

    [GeneratedRegex(@"```csharp\n(?<code>.+?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(DescriptorTests).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
