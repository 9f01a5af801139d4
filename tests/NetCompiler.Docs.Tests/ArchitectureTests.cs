using System.Text.RegularExpressions;

namespace NetCompiler.Docs.Tests;

/// <summary>The table of the generator's folders is true: no folder uses one that its row does not name.</summary>
public partial class ArchitectureTests
{
    private const string Root = "generators/NetCompiler.Generators";

    public static TheoryData<string, string> Rows =>
        [.. Row().Matches(new Document("docs/architecture.md").Text).Select(row => (row.Groups["place"].Value, row.Groups["knows"].Value.Trim()))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_folder_knows_what_its_row_says(string place, string knows)
    {
        string own = place.TrimEnd('/');
        string[] allowed = [own, .. knows.Split(", ")];
        Assert.All(Files(place), file => Assert.All(Used(file), used => Assert.True(
            allowed.Contains(used), $"{Path.GetFileName(file)} in {own} uses {used}, but the table says that it knows {knows}.")));
    }

    [Fact]
    public void Every_folder_has_a_row()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Document.In(Root)).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")).Select(name => $"{name}/");
        Assert.Equal(folders.Order(), Rows.Select(row => row.Data.Item1).Where(place => place.EndsWith('/')).Order());
    }

    [Fact]
    public void Code_fixes_know_diagnostics_and_Roslyn() =>
        Assert.All(Directory.GetFiles(Document.In("generators/NetCompiler.CodeFixes"), "*.cs"), file => Assert.All(Used(file), used => Assert.Contains(used, new[] { "Roslyn", "Diagnostics" })));

    private static string[] Files(string place)
    {
        string path = Path.Combine(Document.In(Root), place);
        return place.EndsWith('/') ? Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories) : [path];
    }

    private static IEnumerable<string> Used(string file) =>
        Using().Matches(File.ReadAllText(file)).Select(match => match.Groups["ours"].Success ? match.Groups["ours"].Value : "Roslyn").Distinct();

    [GeneratedRegex(@"^\| `(?<place>\w+(/|\.cs))` \|[^|\n]*\|(?<knows>[^|\n]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^using (static )?(NetCompiler\.Generators\.(?<ours>\w+)|Microsoft\.CodeAnalysis)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
