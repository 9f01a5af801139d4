using System.Text;

namespace NetCompiler.Benchmarks.Reporting;

/// <summary>A table of text cells: the first column to the left, the others to the right.</summary>
public sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
            throw new ArgumentException($"A row of {cells.Length} cells does not fit {headers.Length} columns.", nameof(cells));
        _rows.Add(cells);
    }

    public string ToMarkdown()
    {
        int[] widths = [.. headers.Select((header, column) => _rows.Select(row => row[column].Length).Append(header.Length).Max())];
        var text = new StringBuilder();
        AppendRow(headers);
        IEnumerable<string> rules = widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? '-' : ':'));
        text.Append('|').AppendJoin('|', rules).Append("|\n");
        _rows.ForEach(AppendRow);
        return text.ToString();

        void AppendRow(string[] cells) => text.Append("| ")
            .AppendJoin(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
            .Append(" |\n");
    }

    public string ToCsv()
    {
        var text = new StringBuilder();
        foreach (string[] cells in _rows.Prepend(headers))
            text.AppendJoin(',', cells.Select(Quote)).Append('\n');
        return text.ToString();
    }

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
