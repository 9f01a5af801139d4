namespace NetCompiler;

/// <summary>Takes sequences through a network piece by piece: each piece begins with the state that the one before has left. The longest sequences come first, so that those which have ended
/// leave the batch at its end.</summary>
internal sealed class SequencePieces<T> where T : unmanaged
{
    private readonly AlignedBuffer<T> _inputs;
    private readonly AlignedBuffer<T> _targets;
    private readonly int[] _order;
    private readonly int[] _whole;
    private readonly int[] _lengths;
    private readonly int _features;
    private readonly int _stepTargets;
    private readonly int _steps;
    private readonly int _mostSteps;
    private int _count;

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The sequences.</param>
    /// <param name="batch">The most sequences at a time.</param>
    /// <param name="steps">Steps of a piece; the last one may have fewer.</param>
    public SequencePieces(ISequenceNetwork<T> network, Dataset<T> data, int batch, int steps)
    {
        Network = network;
        _features = network.InputLength / network.MaxSteps;
        _stepTargets = network.TargetLength / network.MaxSteps;
        (_steps, _mostSteps) = (data.InputLength / _features, steps);
        _inputs = new AlignedBuffer<T>(checked(batch * steps * _features));
        _targets = new AlignedBuffer<T>(checked(batch * steps * _stepTargets));
        (_order, _whole, _lengths) = (new int[batch], new int[batch], new int[batch]);
        State = network.CreateSequenceState(batch);
    }

    /// <summary>The network.</summary>
    public ISequenceNetwork<T> Network { get; }

    /// <summary>What goes from piece to piece.</summary>
    public SequenceState<T> State { get; }

    /// <summary>How many pieces the longest sequences may have.</summary>
    public int Count => (_steps + _mostSteps - 1) / _mostSteps;

    /// <summary>Begins with some sequences anew.</summary>
    /// <param name="lengths">The steps of each; empty when all have all.</param>
    /// <param name="count">How many there are.</param>
    public void Begin(ReadOnlySpan<int> lengths, int count)
    {
        State.Reset();
        _count = count;
        for (int row = 0; row < count; row++)
            (_order[row], _whole[row]) = (row, lengths.IsEmpty ? _steps : lengths[row]);
        // Of equal ones the first stays first, and nothing is allocated.
        for (int i = 1; i < count; i++)
        {
            for (int j = i; j > 0 && _whole[_order[j]] > _whole[_order[j - 1]]; j--)
                (_order[j], _order[j - 1]) = (_order[j - 1], _order[j]);
        }
    }

    /// <summary>How many of the sequences have steps in a piece.</summary>
    public int RowsOf(int piece)
    {
        int rows = 0;
        while (rows < _count && _whole[_order[rows]] > piece * _mostSteps)
            rows++;
        return rows;
    }

    /// <summary>Cuts a piece out of the sequences; the spans last until the next call.</summary>
    /// <param name="piece">Which piece, of which there is at least one row.</param>
    /// <param name="inputs">The inputs of all sequences.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="pieceInputs">Receives those of the piece.</param>
    /// <param name="lengths">Receives the steps that each sequence has in it.</param>
    /// <param name="pieceTargets">Receives the targets of the piece.</param>
    public void Cut(
        int piece, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, out ReadOnlySpan<T> pieceInputs, out ReadOnlySpan<int> lengths, out ReadOnlySpan<T> pieceTargets)
    {
        int rows = RowsOf(piece);
        for (int row = 0; row < rows; row++)
            _lengths[row] = StepsOf(piece, row);
        lengths = _lengths.AsSpan(0, rows);
        pieceInputs = Cut(piece, rows, inputs, _features, _inputs.Span);
        pieceTargets = Cut(piece, rows, targets, _stepTargets, _targets.Span);
    }

    private int StepsOf(int piece, int row) => Math.Min(_mostSteps, _whole[_order[row]] - (piece * _mostSteps));

    private Span<T> Cut(int piece, int rows, ReadOnlySpan<T> sequences, int length, Span<T> buffer)
    {
        // The first sequence is the longest.
        int pieceLength = StepsOf(piece, 0) * length, first = piece * _mostSteps * length;
        for (int row = 0; row < rows; row++)
            sequences.Slice((_order[row] * _steps * length) + first, pieceLength).CopyTo(buffer[(row * pieceLength)..]);
        return buffer[..(rows * pieceLength)];
    }
}
