using System.Collections.Immutable;
using System.Globalization;
using NetCompiler.Pages;

namespace NetCompiler;

/// <summary>A network of a comparison.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Report">How its gradient fared.</param>
public sealed record GradientFlowRun(string Name, GradientFlowReport Report)
{
    /// <summary>What came of it, one text for each of <see cref="GradientFlowComparison.Columns"/>.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}

/// <summary>Networks that belong together, such as one and its remedies.</summary>
/// <param name="Title">What they have in common.</param>
/// <param name="Runs">The networks.</param>
public sealed record GradientFlowGroup(string Title, ImmutableArray<GradientFlowRun> Runs);

/// <summary>Reports of several networks, to be read side by side.</summary>
public sealed class GradientFlowComparison
{
    /// <summary>Makes a comparison.</summary>
    /// <param name="title">What is compared.</param>
    /// <param name="groups">The networks, in groups.</param>
    public GradientFlowComparison(string title, ImmutableArray<GradientFlowGroup> groups)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        (Title, Groups) = (title, groups);
    }

    /// <summary>What is compared.</summary>
    public string Title { get; }

    /// <summary>The networks, in groups.</summary>
    public ImmutableArray<GradientFlowGroup> Groups { get; }

    /// <summary>The headings of further columns of the tables, such as <c>accuracy</c>.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Writes the comparison as a page of HTML: for each group a table and a picture of what is left of the gradient, predicted and measured, and behind each network the whole page of
    /// its report (<see cref="GradientFlowReport.SaveHtml"/>). The page is one file that loads nothing from elsewhere.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="ArgumentException">A network has more or fewer values than there are columns.</exception>
    /// <exception cref="IOException">The file cannot be written; the folder has to be there.</exception>
    public void SaveHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check();
        using StreamWriter writer = File.CreateText(path);
        ComparisonPage.Write(writer, this);
    }

    /// <summary>Writes the page of <see cref="SaveHtml"/>.</summary>
    /// <param name="writer">Where to; UTF-8, if it encodes.</param>
    /// <exception cref="ArgumentException">A network has more or fewer values than there are columns.</exception>
    public void WriteHtml(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Check();
        ComparisonPage.Write(writer, this);
    }

    /// <summary>The page of <see cref="SaveHtml"/> as a string.</summary>
    /// <returns>A whole document.</returns>
    /// <exception cref="ArgumentException">A network has more or fewer values than there are columns.</exception>
    public string ToHtml()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        WriteHtml(text);
        return text.ToString();
    }

    private void Check()
    {
        foreach (GradientFlowRun run in Groups.SelectMany(group => group.Runs).Where(run => run.Values.Length != Columns.Length))
            throw new ArgumentException($"{run.Name} has {run.Values.Length} values, but there are {Columns.Length} columns: {string.Join(", ", Columns)}.");
    }
}
