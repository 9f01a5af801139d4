using System.Globalization;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>A table of Monte Carlo results, computed with numpy and torch autograd in double.</summary>
internal sealed class ReferenceTable
{
    private readonly string[] _columns;

    private ReferenceTable(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _columns = lines[0].Split(',');
        Rows = [.. lines.Skip(1).Select(line => new Row(this, SplitLine(line)))];
    }

    public IReadOnlyList<Row> Rows { get; }

    public static ReferenceTable Read(string name)
    {
        using var reader = new StreamReader(typeof(ReferenceTable).Assembly.GetManifestResourceStream($"Reference.{name}")!);
        return new ReferenceTable(reader.ReadToEnd());
    }

    /// <summary>Fields may be quoted.</summary>
    private static string[] SplitLine(string line) =>
        [.. line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Trim(',').Length == 0 && i > 0 && part.Length <= 1 ? [] : (i == 0 ? part.TrimEnd(',') : part[1..]).Split(','))];

    internal sealed class Row(ReferenceTable table, string[] cells)
    {
        public string this[string column] => cells[Array.IndexOf(table._columns, column)];

        public double Number(string column) => double.TryParse(this[column], CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

        public int Integer(string column) => (int)Number(column);

        public override string ToString() => string.Join(',', cells);
    }
}
