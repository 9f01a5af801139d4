using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Docs.Tests;

/// <summary>What the documents show is what the compiler does.</summary>
public partial class SnippetTests
{
    public static TheoryData<string> Programs => [.. Document.Programs.Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Snippets_compile_without_warnings(string path)
    {
        Snippets snippets = Compile(path);
        Assert.Empty((await snippets.Problems()).Select(problem => $"{problem}\n{Line(problem)}"));
    }

    [Fact]
    public void The_quickstart_is_the_sample()
    {
        Block first = new Document("README.md").Blocks.First(block => block.Language == "csharp");
        Assert.Equal(Document.Read("samples/Quickstart/Program.cs"), first.Text);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Excerpts_are_real(string path)
    {
        Snippets snippets = Compile(path);
        foreach (Block excerpt in new Document(path).Blocks.Where(block => block.Label.Contains(' ')))
        {
            string text = excerpt.Label.Split(' ') switch
            {
                ["generated", var network] => snippets.Generated[$"{network}.g.cs"],
                ["source", var file] => Document.Read(file),
                _ => "",
            };
            Assert.Contains(Flat(excerpt.Text), Flat(text));
        }
    }

    [Fact]
    public async Task Errors_are_those_that_the_compiler_reports()
    {
        Block[] blocks = [.. new Document("README.md").Blocks];
        foreach (int i in Enumerable.Range(0, blocks.Length).Where(i => blocks[i].Label == "error"))
        {
            IEnumerable<string> problems = (await new Snippets([blocks[i].Text]).Problems())
                .Select(problem => $"{problem.Id} at {Source(problem)}: {problem.GetMessage()}\n");
            Assert.Equal(blocks[i + 1].Text.Split('\n').Order(StringComparer.Ordinal), string.Concat(problems).Split('\n').Order(StringComparer.Ordinal));
        }
    }

    private static Snippets Compile(string path) =>
        new(new Document(path).Blocks.Where(block => block is { Language: "csharp", Label: "" }).Select(block => block.Text));

    private static string Source(Diagnostic problem) => problem.Location.SourceTree!.GetText().ToString(problem.Location.SourceSpan);

    private static string Line(Diagnostic problem) =>
        problem.Location.SourceTree?.GetText().Lines.GetLineFromPosition(problem.Location.SourceSpan.Start).ToString() ?? "";

    /// <summary>Without indentation, which an excerpt loses.</summary>
    private static string Flat(string text) => Indentation().Replace(text.Trim(), "\n");

    [GeneratedRegex(@"\n[ \t]*")]
    private static partial Regex Indentation();
}
