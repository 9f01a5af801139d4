using System.Reflection;
using System.Text.RegularExpressions;

namespace NetCompiler.Docs.Tests;

/// <summary>A fenced block of a document.</summary>
/// <param name="Language">The first word behind the fence.</param>
/// <param name="Label">The rest.</param>
/// <param name="Text">What it holds.</param>
internal sealed record Block(string Language, string Label, string Text);

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Path">Its path from the root.</param>
internal sealed partial record Document(string Path)
{
    public static string Root { get; } =
        typeof(Document).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Repository").Value!;

    /// <summary>The documents whose snippets, one after another, are one program. The examples of docs/diagnostics.md, half of them wrong,
    /// are tested with the diagnostics.</summary>
    public static IEnumerable<Document> Programs => All.Where(document => document.Path != "docs/diagnostics.md");

    public static IEnumerable<Document> All =>
    [
        new("README.md"),
        new("CONTRIBUTING.md"),
        .. Directory.EnumerateFiles(In("docs"), "*.md").Order(StringComparer.Ordinal).Select(file => new Document($"docs/{System.IO.Path.GetFileName(file)}")),
        new("samples/Digits/README.md"),
    ];

    public string Text { get; } = Read(Path);

    public IEnumerable<Block> Blocks =>
        Fence().Matches(Text).Select(match => new Block(match.Groups["language"].Value, match.Groups["label"].Value.Trim(), match.Groups["text"].Value));

    public static string In(string path) => System.IO.Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(In(path)).ReplaceLineEndings("\n");

    public override string ToString() => Path;

    [GeneratedRegex(@"^```(?<language>[a-z]+)(?<label>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
