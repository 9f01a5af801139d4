namespace NetCompiler;

/// <summary>Reads batches of a data set, in its own order straight from memory, or shuffled through a buffer of one batch.</summary>
internal sealed class BatchReader<T> where T : unmanaged
{
    private readonly Dataset<T> _data;
    private readonly ulong _seed;
    private readonly int[]? _order;
    private readonly AlignedBuffer<T>? _inputs;
    private readonly AlignedBuffer<T>? _targets;
    private readonly int[]? _lengths;
    private readonly int[]? _targetLengths;

    public BatchReader(Dataset<T> data, int batchSize, bool shuffle, ulong seed)
    {
        _data = data;
        _seed = seed;
        // A batch of all examples has the same gradient in any order.
        if (!shuffle || batchSize >= data.Count)
            return;
        _order = new int[data.Count];
        _inputs = new AlignedBuffer<T>(checked(batchSize * data.InputLength));
        _targets = new AlignedBuffer<T>(checked(batchSize * data.TargetLength));
        _lengths = data.Lengths.IsEmpty ? null : new int[batchSize];
        _targetLengths = data.TargetLengths.IsEmpty ? null : new int[batchSize];
    }

    /// <summary>Draws the order of an epoch, which depends on seed and epoch only.</summary>
    public void StartEpoch(int epoch)
    {
        if (_order is null)
            return;
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        Philox.Shuffle(_order, _seed, (ulong)epoch);
    }

    /// <summary>Reads some examples of the epoch's order; the spans last until the next call.</summary>
    public void Read(int first, int count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<int> lengths, out ReadOnlySpan<T> targets, out ReadOnlySpan<int> targetLengths)
    {
        if (_order is null)
        {
            inputs = _data.InputsOf(first, count);
            targets = _data.TargetsOf(first, count);
            lengths = _data.LengthsOf(first, count);
            targetLengths = _data.TargetLengthsOf(first, count);
            return;
        }

        Span<T> inputBatch = _inputs!.Span[..(count * _data.InputLength)];
        Span<T> targetBatch = _targets!.Span[..(count * _data.TargetLength)];
        ReadOnlySpan<int> order = _order.AsSpan(first, count);
        Rows.Gather(_data.Inputs, _data.InputLength, order, inputBatch);
        Rows.Gather(_data.Targets, _data.TargetLength, order, targetBatch);
        inputs = inputBatch;
        targets = targetBatch;
        lengths = Gather(_data.Lengths, order, _lengths);
        targetLengths = Gather(_data.TargetLengths, order, _targetLengths);
    }

    private static ReadOnlySpan<int> Gather(ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, int[]? batch)
    {
        for (int i = 0; batch is not null && i < order.Length; i++)
            batch[i] = lengths[order[i]];
        return batch is null ? [] : batch.AsSpan(0, order.Length);
    }
}
