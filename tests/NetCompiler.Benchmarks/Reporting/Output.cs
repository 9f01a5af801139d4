using System.CommandLine;

namespace NetCompiler.Benchmarks.Reporting;

/// <summary>Where a command's table goes: always to the console, also to files if asked.</summary>
public sealed class Output
{
    private readonly Option<FileInfo?> _csv = new("--csv") { Description = "Also write the table to this file, as CSV." };
    private readonly Option<FileInfo?> _markdown = new("--markdown") { Description = "Also write the table to this file, as Markdown." };

    public void AddTo(Command command)
    {
        command.Options.Add(_csv);
        command.Options.Add(_markdown);
    }

    /// <summary>Writes a table.</summary>
    /// <param name="data">The same for programs to read, if that is another table.</param>
    public void Write(ParseResult arguments, Table table, Table? data = null)
    {
        Console.Write(table.ToMarkdown());
        if (arguments.GetValue(_csv) is { } csv)
            File.WriteAllText(csv.FullName, (data ?? table).ToCsv());
        if (arguments.GetValue(_markdown) is { } markdown)
            File.WriteAllText(markdown.FullName, table.ToMarkdown());
    }

    /// <summary>Says what is being measured, apart from the table, so that the table can be redirected.</summary>
    public static void Progress(string what) => Console.Error.WriteLine($"  {what} …");
}
