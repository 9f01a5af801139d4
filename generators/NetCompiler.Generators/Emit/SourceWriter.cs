using System.Text;

namespace NetCompiler.Generators.Emit;

/// <summary>Writes indented C# with line feeds only.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;

    /// <summary>Writes one line, or several; each gets the current indentation.</summary>
    public void Line(string text = "")
    {
        int start = 0;
        while (true)
        {
            int end = text.IndexOf('\n', start);
            int length = (end < 0 ? text.Length : end) - start;
            if (length > 0)
                _text.Append(' ', 4 * _indentation).Append(text, start, length);
            _text.Append('\n');
            if (end < 0)
                return;
            start = end + 1;
        }
    }

    /// <summary>Opens a brace under a header; disposing closes it.</summary>
    public Scope Block(string header = "")
    {
        if (header.Length > 0)
            Line(header);
        Line("{");
        _indentation++;
        return new Scope(this, "}");
    }

    /// <summary>Indents what follows, without braces.</summary>
    public Scope Indent()
    {
        _indentation++;
        return new Scope(this, null);
    }

    /// <summary>The text; all scopes must be closed.</summary>
    public override string ToString() =>
        _indentation == 0 ? _text.ToString() : throw new InvalidOperationException($"{_indentation} scopes are still open.");

    public readonly struct Scope(SourceWriter? writer, string? closing) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null)
                return;
            writer._indentation--;
            if (closing is not null)
                writer.Line(closing);
        }
    }
}
