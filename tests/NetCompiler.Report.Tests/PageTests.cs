using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NetCompiler.Report.Tests;

/// <summary>What is in a page, told from its text.</summary>
public partial class PageTests
{
    [Fact]
    public void Names_are_text_and_never_markup()
    {
        string page = Reports.Nasty.ToHtml();
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b onmouseover", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>weight", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Kind<1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a & \"b\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Net&lt;b onmouseover=&#39;x&#39;&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_loads_nothing()
    {
        foreach (string page in new[] { Reports.Vanishing.ToHtml(), Reports.ThroughTime.ToHtml(), Reports.Nasty.ToHtml(), Comparison().ToHtml() })
        {
            Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch(@"<link|<img|<iframe|@import|\bsrc=", page);
            Assert.All(Url().Matches(page), url => Assert.StartsWith("#", url.Groups["to"].Value));
        }
    }

    [Fact]
    public void Every_element_is_closed_and_every_id_there_once()
    {
        foreach (string page in new[] { Reports.Vanishing.ToHtml(), Reports.ThroughTime.ToHtml(), Reports.Nasty.ToHtml(), Comparison().ToHtml() })
        {
            XElement body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("<script>", StringComparison.Ordinal)] + "</body>");
            string[] ids = [.. body.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Equal(ids.Distinct(), ids);
            foreach (XElement picture in body.Descendants("svg").Where(svg => svg.Attribute("role")?.Value == "img"))
                Assert.All(picture.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(picture.Elements(), element => element.Attribute("id")?.Value == id && element.Value.Length > 0));
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fr-FR")]
    public void Numbers_are_the_same_in_every_culture(string culture)
    {
        string[] here = Pages();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.NotEqual("1234.5", FormattableString.CurrentCulture($"{1234.5}"));
            Assert.Equal(here, Pages());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string[] Pages() => [new GradientFlowReport(Reports.Nasty.Definition, Reports.Nasty.Steps) { StepsTaken = 1234 }.ToHtml(), Reports.Vanishing.ToHtml(), Comparison().ToHtml()];
    }

    [Fact]
    public void Zeros_and_what_is_not_finite_have_marks_of_their_own()
    {
        string page = Reports.Nasty.ToHtml();
        Assert.Matches("class=\"z\"><title>a &amp; &quot;b&quot;, step 2: 0<", page);
        Assert.Matches("class=\"nf\"><title>&lt;script&gt;alert\\(1\\)&lt;/script&gt;, step 3: infinite or NaN<", page);
        Assert.Contains("infinite or NaN</li>", page, StringComparison.Ordinal);
        Assert.Contains("0, nothing arrives</li>", page, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"broken\" x=\"666.7\" width=\"333.3\" height=\"1000\"><title>step 3: infinite or NaN<", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(" (d|x|y|width|left)=\"[^\"]*(NaN|∞|Infinity)", page);
        Assert.DoesNotContain("infinite or NaN", Reports.Vanishing.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_the_verdict_what_to_change_and_every_layer()
    {
        GradientFlowReport report = Reports.Vanishing;
        string page = report.ToHtml();
        GradientFlowFinding finding = report.Findings[0];
        Assert.Contains("▼ The gradient vanishes", page, StringComparison.Ordinal);
        Assert.Contains($"<b>What to change:</b> {finding.Remedy}.", page, StringComparison.Ordinal);
        Assert.Contains($"<code>{finding.Diagnostics[0]}</code>", page, StringComparison.Ordinal);
        int cells = Regex.Count(page, "<rect x=\"\\d+\" width=\"1\" height=\"1\" class=");
        Assert.Equal(report.Steps.Length * report.Definition.AllLayers.Count(), cells);
        Assert.All(report.Definition.AllLayers, layer => Assert.Contains($"<th scope=\"row\">{layer.Path}</th>", page, StringComparison.Ordinal));
        // The first weight: its gradient as it was predicted, and as the first and last step showed it.
        string[] weight = [.. new[] { report.Definition.GradientFlow[0].Log10WeightGradient, report.Steps[0].Layers[0].Log10WeightGradient, report.Steps[^1].Layers[0].Log10WeightGradient }.Select(log10 => $"<td>1e{Math.Round(log10)}</td>")];
        Assert.Contains(string.Concat(weight), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Recurrent_layers_show_every_time_step()
    {
        string page = Reports.ThroughTime.ToHtml();
        Assert.Contains("The gradient of the state of layers.0 (Rnn) at every time step", page, StringComparison.Ordinal);
        Assert.Contains("The gradient of the state of layers.1 (Lstm) at every time step", page, StringComparison.Ordinal);
        Assert.Contains("t = 60", page, StringComparison.Ordinal);
        Assert.DoesNotContain("time step", Reports.Vanishing.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_of_one_step_and_of_none_are_pages()
    {
        GradientFlowReport nothing = new(Reports.Vanishing.Definition, []);
        Assert.Contains("No step was measured.", nothing.ToHtml(), StringComparison.Ordinal);
        Assert.Null(nothing.WholeWay);
        string one = new GradientFlowReport(Reports.Vanishing.Definition, [Reports.Vanishing.Steps[0]]).ToHtml();
        Assert.Contains("step, not applied", one, StringComparison.Ordinal);
        Assert.DoesNotContain("Loss of the measured steps", one, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_runs_and_deep_networks_make_no_large_pages()
    {
        GradientFlowStep step = Reports.Vanishing.Steps[0];
        var report = new GradientFlowReport(Reports.Vanishing.Definition, [.. Enumerable.Range(1, 2000).Select(i => step with { Step = i })]);
        Assert.InRange(report.ToHtml().Length, 50_000, 300_000);
    }

    [Fact]
    public void A_file_is_the_page()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Reports.Vanishing.SaveHtml(path);
        Assert.Equal(Reports.Vanishing.ToHtml(), File.ReadAllText(path));
        File.Delete(path);
        Assert.Throws<DirectoryNotFoundException>(() => Reports.Vanishing.SaveHtml(Path.Combine(path, "page.html")));
    }

    [Fact]
    public void A_comparison_holds_all_pages_and_wants_a_value_for_every_column()
    {
        string page = Comparison().ToHtml();
        Assert.Contains("97 %", page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(page, "<details class=\"run\">"));
        Assert.Contains("t = 60", page, StringComparison.Ordinal);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new GradientFlowComparison("all", [new("one", [new("two", Reports.Nasty)])]) { Columns = ["accuracy"] }.ToHtml());
        Assert.Contains("two has 0 values, but there are 1 columns: accuracy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_way_is_that_of_the_first_layer_or_the_first_step()
    {
        GradientFlowFactor depth = Reports.Vanishing.WholeWay!, time = Reports.ThroughTime.WholeWay!;
        Assert.Equal(("blocks.0.layers.0", false), (depth.Layer, depth.IsThroughTime));
        Assert.Equal(Reports.Vanishing.Steps[0].Layers[0].Log10ErrorSignal, depth.Measured);
        Assert.Equal(Reports.Vanishing.Steps[^1].Layers[0].Log10ErrorSignal, depth.Last);
        Assert.Equal(Reports.Vanishing.Definition.GradientFlow[0].Log10ErrorSignal, depth.Predicted);
        Assert.Equal(("layers.0", true), (time.Layer, time.IsThroughTime));
        Assert.Equal(Reports.ThroughTime.Definition.GradientFlow[0].Span!.Log10Factor, time.Predicted);
        Assert.Equal(double.PositiveInfinity, Reports.Nasty.WholeWay!.Last);
    }

    internal static GradientFlowComparison Comparison() => new(
        "Networks <side by side>",
        [
            new("deep", [new("sigmoid & co", Reports.Vanishing) { Values = ["97 %"] }, new("nasty", Reports.Nasty) { Values = ["–"] }]),
            new("in time", [new("recurrent", Reports.ThroughTime) { Values = ["12 %"] }]),
        ])
    { Columns = ["accuracy"] };

    [GeneratedRegex(@"url\((?<to>[^)]*)\)|href=""(?<to>[^""]*)""")]
    private static partial Regex Url();
}
