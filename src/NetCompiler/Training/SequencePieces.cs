namespace NetCompiler;

/// <summary>Takes sequences through a network piece by piece: each piece begins with the state that the one before has left.</summary>
internal sealed class SequencePieces<T> where T : unmanaged
{
    private readonly AlignedBuffer<T> _inputs;
    private readonly AlignedBuffer<T> _targets;
    private readonly int[] _lengths;
    private readonly int _features;
    private readonly int _stepTargets;
    private readonly int _steps;
    private readonly int _mostSteps;

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The sequences, all of one length.</param>
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
        _lengths = new int[batch];
        State = network.CreateSequenceState(batch);
    }

    /// <summary>The network.</summary>
    public ISequenceNetwork<T> Network { get; }

    /// <summary>What goes from piece to piece.</summary>
    public SequenceState<T> State { get; }

    /// <summary>How many pieces there are.</summary>
    public int Count => (_steps + _mostSteps - 1) / _mostSteps;

    /// <summary>The steps of a piece.</summary>
    public int StepsOf(int piece) => Math.Min(_mostSteps, _steps - (piece * _mostSteps));

    /// <summary>Cuts a piece out of some sequences; the spans last until the next call. The first piece begins anew.</summary>
    public void Cut(
        int piece, int count, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, out ReadOnlySpan<T> pieceInputs, out ReadOnlySpan<int> lengths, out ReadOnlySpan<T> pieceTargets)
    {
        if (piece == 0)
            State.Reset();
        _lengths.AsSpan(0, count).Fill(StepsOf(piece));
        lengths = _lengths.AsSpan(0, count);
        pieceInputs = Cut(piece, count, inputs, _features, _inputs.Span);
        pieceTargets = Cut(piece, count, targets, _stepTargets, _targets.Span);
    }

    private Span<T> Cut(int piece, int count, ReadOnlySpan<T> sequences, int length, Span<T> buffer)
    {
        int pieceLength = StepsOf(piece) * length, first = piece * _mostSteps * length;
        for (int row = 0; row < count; row++)
            sequences.Slice((row * _steps * length) + first, pieceLength).CopyTo(buffer[(row * pieceLength)..]);
        return buffer[..(count * pieceLength)];
    }
}
