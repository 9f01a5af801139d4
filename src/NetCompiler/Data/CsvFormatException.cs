namespace NetCompiler;

/// <summary>A CSV file does not hold what it should.</summary>
public sealed class CsvFormatException : FormatException
{
    internal CsvFormatException(string path, int line, int column, string message)
        : base($"{path}, line {line}, column {column}: {message}") => (Path, Line, Column) = (path, line, column);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The character within the line, from 1.</summary>
    public int Column { get; }
}
