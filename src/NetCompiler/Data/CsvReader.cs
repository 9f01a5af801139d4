using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Reads records as RFC 4180 defines them, one at a time into the same memory. Empty lines are skipped; a line ends with LF, CR
/// LF or CR.</summary>
internal sealed class CsvReader(TextReader reader, string path, char separator)
{
    private const int End = -1;

    private readonly List<char> _text = [];
    private readonly List<CsvField> _fields = [];
    private readonly char[] _buffer = new char[1 << 14];
    private int _length;
    private int _position;
    private int _line = 1;
    private int _column = 1;

    /// <summary>The number of fields of the record.</summary>
    public int Count => _fields.Count;

    /// <summary>The text of a field, quotes resolved.</summary>
    public ReadOnlySpan<char> this[int index] => CollectionsMarshal.AsSpan(_text).Slice(_fields[index].Start, _fields[index].Length);

    /// <summary>Reads the next record.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read()
    {
        while (Peek() is '\n' or '\r')
            NewLine();
        if (Peek() == End)
            return false;
        _text.Clear();
        _fields.Clear();
        do
            Field();
        while (TrySeparator());
        if (Peek() != End)
            NewLine();
        return true;
    }

    /// <summary>Complains about a field of the record.</summary>
    public CsvFormatException Error(int field, string message) => new(path, _fields[field].Line, _fields[field].Column, message);

    private void Field()
    {
        int start = _text.Count, line = _line, column = _column;
        if (Peek() == '"')
            Quoted();
        else
            Plain();
        _fields.Add(new CsvField(start, _text.Count - start, line, column));
    }

    private void Plain()
    {
        for (int c = Peek(); c != separator && c is not (End or '\n' or '\r'); c = Peek())
        {
            if (c == '"')
                throw Here("A quote within a field; the whole field must be quoted, and quotes within it doubled.");
            _text.Add((char)c);
            Next();
        }
    }

    private void Quoted()
    {
        int line = _line, column = _column;
        Next();
        while (true)
        {
            int c = Peek();
            if (c == End)
                throw new CsvFormatException(path, line, column, "The quote that starts here is not closed.");
            if (c is '\n' or '\r')
            {
                _text.Add('\n');
                NewLine();
                continue;
            }

            Next();
            if (c == '"')
            {
                if (Peek() != '"')
                    break;
                Next();
            }

            _text.Add((char)c);
        }

        if (Peek() != separator && Peek() is not (End or '\n' or '\r'))
            throw Here($"'{(char)Peek()}' after a closing quote; expected '{separator}' or the end of the line.");
    }

    private bool TrySeparator()
    {
        if (Peek() != separator)
            return false;
        Next();
        return true;
    }

    private void NewLine()
    {
        bool carriageReturn = Peek() == '\r';
        Next();
        if (carriageReturn && Peek() == '\n')
            Next();
        _line++;
        _column = 1;
    }

    private int Peek()
    {
        if (_position == _length)
            (_position, _length) = (0, reader.Read(_buffer));
        return _length == 0 ? End : _buffer[_position];
    }

    private void Next()
    {
        _position++;
        _column++;
    }

    private CsvFormatException Here(string message) => new(path, _line, _column, message);

    private readonly record struct CsvField(int Start, int Length, int Line, int Column);
}
