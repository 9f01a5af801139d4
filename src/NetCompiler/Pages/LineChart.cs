using System.Globalization;
using System.Text;

namespace NetCompiler.Pages;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Class">The class of its colour.</param>
/// <param name="Values">A number for every column; those that are not finite leave a gap.</param>
internal sealed record Line(string Name, string Class, double[] Values);

/// <summary>Lines over columns. The picture stretches with the page; its labels are text around it.</summary>
/// <param name="Id">A name for the picture that nothing else on the page has.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What can be seen in it, for those who cannot see it.</param>
/// <param name="Columns">The number of each column.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Axis">The axis of their values.</param>
internal sealed record LineChart(string Id, string Title, string Description, long[] Columns, IReadOnlyList<Line> Lines, Axis Axis)
{
    private const int Height = 180;
    private const int MostTicks = 5;

    /// <summary>A value to compare with, with its name; null for none.</summary>
    public (double Value, string Name)? Reference { get; init; }

    /// <summary>Writes what the colours mean; null where there is one line.</summary>
    public Action<HtmlWriter>? Legend { get; init; }

    public void Write(HtmlWriter html)
    {
        html.Write($"<figure><figcaption>{Title}</figcaption>\n<div class=\"plot\" style=\"--height:{Height}px\"><div class=\"levels\">");
        foreach (Tick tick in Axis.Ticks)
            html.Write($"<span style=\"bottom:{100 * tick.At:0.##}%\">{tick.Label}</span>");
        html.Write($"</div>\n<svg viewBox=\"0 0 1000 1000\" height=\"{Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"{Id}-t {Id}-d\">");
        html.Write($"<title id=\"{Id}-t\">{Title}</title><desc id=\"{Id}-d\">{Description}</desc>\n");
        foreach (Tick tick in Axis.Ticks)
            html.Write($"<path class=\"grid\" d=\"M0 {Axis.Coordinate(1 - tick.At)}H1000\"/>");
        if (Reference is var (value, name) && Axis.At(value) is >= 0 and <= 1 and var at)
            html.Write($"<path class=\"reference\" d=\"M0 {Axis.Coordinate(1 - at)}H1000\"><title>{name}</title></path>");
        foreach (Line line in Lines)
            html.Write($"<path class=\"line {line.Class}\" d=\"{Path(line.Values)}\"><title>{line.Name}</title></path>\n");
        if (Lines.Count == 1)
            WriteValues(html, Lines[0]);
        html.Write($"</svg>\n<div class=\"ticks\">");
        foreach (int column in Spread.Over(Columns.Length, MostTicks))
            html.Write($"<span style=\"left:{100 * X(column):0.##}%\">{Columns[column]}</span>");
        html.Write($"</div><p class=\"axis\">step</p></div>\n");
        Legend?.Invoke(html);
        html.Write($"<p class=\"readout\" aria-hidden=\"true\"></p></figure>\n");
    }

    /// <summary>Columns that say what the line is where the pointer is: invisible, but where it is not finite.</summary>
    private void WriteValues(HtmlWriter html, Line line)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            double value = Axis.IsLog10 ? Math.Pow(10, line.Values[i]) : line.Values[i];
            html.Write($"<rect class=\"{(double.IsFinite(value) ? "hit" : "broken")}\" x=\"{1000.0 * i / Columns.Length:0.#}\" width=\"{1000.0 / Columns.Length:0.#}\" height=\"1000\"><title>step {Columns[i]}: {(double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "infinite or NaN")}</title></rect>");
        }

        html.Write($"\n");
    }

    /// <summary>Columns are as wide as those of a heat map above.</summary>
    private double X(int column) => (column + 0.5) / Columns.Length;

    private string Path(double[] values)
    {
        var path = new StringBuilder();
        bool isDown = false;
        for (int i = 0; i < values.Length; i++)
        {
            double at = Axis.At(values[i]);
            bool isDrawn = !double.IsNaN(at);
            // A point that stands alone is a line of no length with round ends.
            if (isDrawn)
                path.Append(isDown ? "L" : "M").Append(Axis.Coordinate(X(i))).Append(' ').Append(Axis.Coordinate(1 - at)).Append(isDown ? "" : "h0");
            isDown = isDrawn;
        }

        return path.ToString();
    }
}
