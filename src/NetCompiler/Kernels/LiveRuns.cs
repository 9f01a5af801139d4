using System.ComponentModel;

namespace NetCompiler.Kernels;

/// <summary>Some rows that follow one another.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RowRun(int First, int Count);

/// <summary>The steps of sequences that are no padding, as runs of rows: one of all rows where there is no padding; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LiveRuns
{
    private readonly int _rows;
    private readonly int _steps;
    private readonly ReadOnlySpan<int> _lengths;
    private readonly bool _isByExample;

    internal LiveRuns(int rows, int steps, ReadOnlySpan<int> lengths, bool isByExample)
    {
        (_rows, _steps, _isByExample) = (rows, steps, isByExample);
        _lengths = lengths;
    }

    /// <summary>The run that was found.</summary>
    public RowRun Current { get; private set; }

    /// <summary>Enumerates the runs.</summary>
    /// <returns>This.</returns>
    public readonly LiveRuns GetEnumerator() => this;

    /// <summary>Finds the next run.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        int count = _rows * _steps, first = Current.First + Current.Count, end = _lengths.IsEmpty ? count : first;
        while (end < count && !IsLive(end))
            first = ++end;
        while (end < count && IsLive(end))
            end++;
        Current = new RowRun(first, end - first);
        return end > first;
    }

    private readonly bool IsLive(int row) => _isByExample ? row % _steps < _lengths[row / _steps] : row / _rows < _lengths[row % _rows];
}
