using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>Measures a network on a data set, again and again in the same memory.</summary>
internal sealed class Evaluator<T> where T : unmanaged
{
    private readonly INetwork<T> _network;
    private readonly Dataset<T> _data;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly int _batchSize;
    private readonly AlignedBuffer<T> _outputs;
    private readonly double[] _output;
    private readonly double[] _target;
    private readonly SequencePieces<T>? _pieces;

    public Evaluator(INetwork<T> network, Dataset<T> data, IReadOnlyList<Metric> metrics, int batchSize)
    {
        _network = network;
        _data = data;
        _metrics = metrics;
        _batchSize = Math.Min(batchSize, data.Count);
        _outputs = new AlignedBuffer<T>(checked(_batchSize * network.OutputLength));
        _output = new double[network.OutputLength];
        _target = new double[network.TargetLength];
        if (data.InputLength != network.InputLength && network is ISequenceNetwork<T> sequences)
            _pieces = new SequencePieces<T>(sequences, data, _batchSize, sequences.MaxSteps);
    }

    /// <summary>The mean loss of the last evaluation; the metrics hold the rest.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Evaluates all examples, unless cancelled. Allocates nothing after the first call.</summary>
    /// <returns>Whether it came to the end.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _metrics.Count; i++)
            _metrics[i].Start(_network.Definition);
        double sum = 0.0, weights = 0.0;
        for (int first = 0; first < _data.Count; first += _batchSize)
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
            int count = Math.Min(_batchSize, _data.Count - first);
            ReadOnlySpan<T> inputs = _data.InputsOf(first, count), targets = _data.TargetsOf(first, count);
            ReadOnlySpan<int> lengths = _data.LengthsOf(first, count), written = _data.TargetLengthsOf(first, count);
            _pieces?.Begin(lengths, count);
            for (int piece = 0; piece < (_pieces?.Count ?? 1); piece++)
            {
                ReadOnlySpan<T> pieceInputs = inputs, pieceTargets = targets;
                int rows = _pieces?.RowsOf(piece) ?? count;
                if (rows == 0)
                    break;
                _pieces?.Cut(piece, inputs, targets, out pieceInputs, out lengths, out pieceTargets);
                ReadOnlySpan<int> counted = written.IsEmpty ? lengths : written;
                double weight = SequenceCalls.Weight(_network.Definition, pieceTargets, counted, rows);
                sum += weight * Evaluate(pieceInputs, lengths, pieceTargets, counted, rows);
                weights += weight;
            }
        }

        Loss = sum / Math.Max(weights, 1.0);
        return true;
    }

    /// <summary>The values of the last evaluation.</summary>
    public Evaluation Result()
    {
        ImmutableArray<MetricValue>.Builder values = ImmutableArray.CreateBuilder<MetricValue>(_metrics.Count);
        foreach (Metric metric in _metrics)
            values.Add(new MetricValue(metric.Name, metric.Value));
        return new Evaluation(Loss, values.MoveToImmutable());
    }

    /// <summary>The mean loss of some examples, whose metrics are counted.</summary>
    private double Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets, ReadOnlySpan<int> written, int count)
    {
        int outputLength = _pieces is null ? _network.OutputLength : _network.OutputLength / _pieces.Network.MaxSteps * lengths[0];
        Span<T> outputs = _outputs.Span[..(count * outputLength)];
        SequenceCalls.Predict(_network, inputs, lengths, outputs, _pieces?.State);
        if (_metrics.Count > 0)
            Measure(outputs, written, targets, count);
        return Element<T>.ToDouble(SequenceCalls.Loss(_network, outputs, written, targets));
    }

    private void Measure(ReadOnlySpan<T> outputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets, int count)
    {
        bool isPerStep = !lengths.IsEmpty && _network.Definition.Loss!.IsPerStep;
        int mostSteps = isPerStep ? _network.Definition.Decoder?.Steps ?? _network.Definition.InputShape[0] : 1;
        int outputLength = outputs.Length / count, targetLength = targets.Length / count;
        for (int example = 0; example < count; example++)
        {
            Widen(outputs.Slice(example * outputLength, outputLength), _output);
            Widen(targets.Slice(example * targetLength, targetLength), _target);
            int steps = isPerStep ? lengths[example] : 1;
            for (int i = 0; i < _metrics.Count; i++)
                _metrics[i].Add(_output.AsSpan(0, _output.Length / mostSteps * steps), _target.AsSpan(0, _target.Length / mostSteps * steps));
        }
    }

    private static void Widen(ReadOnlySpan<T> source, Span<double> destination)
    {
        for (int i = 0; i < source.Length; i++)
            destination[i] = Element<T>.ToDouble(source[i]);
    }
}
