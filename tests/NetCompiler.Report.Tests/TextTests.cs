namespace NetCompiler.Report.Tests;

/// <summary>The table of a report's text, of layers whose every column is wide.</summary>
public class TextTests
{
    [Fact]
    public void Wide_numbers_are_never_cut_off()
    {
        string[] lines = Reports.Wide(steps: 40).ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        string[] rows = lines[^3..];
        Assert.Matches(" 0 +-2346 ± 4e4$", rows[0]);
        Assert.EndsWith("-0.012 ± 2e-5", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("100% dead", rows[2], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains("1.38, step 1: 1e-86", row, StringComparison.Ordinal));
    }

    /// <summary>Of a long path the beginning tells which block it is, the end which layer.</summary>
    [Fact]
    public void Long_paths_stay_apart()
    {
        string[] rows = Reports.Wide(steps: 1).ToString().Split('\n')[^3..];
        Assert.Matches(@"^blocks\.12….*layers\.0 ", rows[1]);
        Assert.Matches(@"^blocks\.13….*layers\.0 ", rows[2]);
    }

    [Fact]
    public void One_step_has_no_history()
    {
        string text = Reports.Wide(steps: 1).ToString();
        Assert.DoesNotContain("history", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }
}
