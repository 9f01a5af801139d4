using System.Text.RegularExpressions;

namespace NetCompiler.Docs.Tests;

public partial class ContentTests
{
    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string path)
    {
        foreach (Match link in Link().Matches(new Document(path).Text))
        {
            string target = link.Groups["target"].Value;
            if (!target.StartsWith("https://", StringComparison.Ordinal) && !target.StartsWith('#'))
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(Document.In(path))!, target.Split('#')[0])), $"{path} links to {target}, which is not there.");
        }
    }

    [Fact]
    public void The_readme_names_everything_that_can_be_declared_and_used()
    {
        string text = new Document("README.md").Text;
        IEnumerable<string> names = typeof(INetwork<>).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute)) || type.IsSubclassOf(typeof(Optimizer))
                || type.IsSubclassOf(typeof(LearningRateSchedule)) || type.IsSubclassOf(typeof(Metric)) || type.IsSubclassOf(typeof(Scaler))))
            .Select(type => type.Name.Split('`')[0])
            .Select(name => name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name)
            .Concat(Enum.GetNames<Initializer>());
        Assert.All(names, name => Assert.Contains($"`{name}`", text));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
