using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Computes the gradient of one step, from one batch or as the sum over several.</summary>
internal sealed class GradientAccumulator<T> where T : unmanaged
{
    private readonly INetwork<T> _network;
    private readonly BatchReader<T> _batches;
    private readonly Workspace<T> _workspace;
    private readonly int _batchSize;
    private readonly AlignedBuffer<T>? _sum;
    private readonly SequencePieces<T>? _pieces;
    private readonly ScheduledSampling<T>? _sampling;
    private long _draw;

    public GradientAccumulator(INetwork<T> network, BatchReader<T> batches, SequencePieces<T>? pieces, int batchSize, int accumulationSteps, ulong seed)
    {
        _pieces = pieces;
        _network = network;
        _batches = batches;
        _batchSize = batchSize;
        _workspace = network.CreateWorkspace(batchSize);
        _workspace.Seed = seed;
        if (network is ISequenceToSequenceNetwork<T> writer)
            _sampling = new ScheduledSampling<T>(writer, seed);
        if (accumulationSteps > 1)
            _sum = new AlignedBuffer<T>(network.Definition.ParameterVectorLength);
    }

    /// <summary>The gradient of the last step, to be multiplied by <see cref="Scale"/>.</summary>
    public Span<T> Gradients => _sum is null ? _workspace.Gradients : _sum.Span;

    /// <summary>The factor that turns <see cref="Gradients"/> into the gradient of the mean loss.</summary>
    public double Scale { get; private set; }

    /// <summary>What the mean loss of the last step counts for among those of other steps: examples, or steps of sequences that have a loss.</summary>
    public double Weight { get; private set; }

    /// <summary>Which piece of the examples is next, where sequences are taken piece by piece.</summary>
    public int Piece { get; private set; }

    /// <summary>The probability that a decoder reads targets.</summary>
    public double TeacherForcing { get; set; } = 1;

    /// <summary>The number of the training step.</summary>
    public long Step { get; set; }

    /// <summary>The first layer that was not finite in the last step, as <see cref="Workspace{T}.FirstNonFiniteLayer"/> says.</summary>
    public string? FirstNonFiniteLayer { get; private set; }

    /// <summary>Computes the gradient over some examples of the epoch's order.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="probe">Who measures; null for nobody.</param>
    /// <returns>The mean loss.</returns>
    public double Compute(int first, int count, GradientProbe<T>? probe = null)
    {
        _draw = _workspace.Step;
        return Sum(first, count, probe);
    }

    /// <summary>Whether <see cref="Search"/> finds a layer.</summary>
    public bool IsSearchable => _workspace.IsSearchable;

    /// <summary>Computes the gradient of the same step again, and finds the first layer with an activation that is not finite.</summary>
    /// <param name="first">The first of the examples.</param>
    /// <param name="count">How many.</param>
    /// <param name="probe">Who measures; null for nobody.</param>
    /// <returns>The mean loss.</returns>
    public double Search(int first, int count, GradientProbe<T>? probe = null)
    {
        _workspace.Step = _draw;
        _pieces?.State.GoBack();
        _workspace.IsSuspect = true;
        double loss = Sum(first, count, probe);
        _workspace.IsSuspect = false;
        return loss;
    }

    /// <summary>Lets the sequences of the last step be in the state in which it began.</summary>
    public void RestoreStates() => _pieces?.State.GoBack();

    private double Sum(int first, int count, GradientProbe<T>? probe)
    {
        FirstNonFiniteLayer = null;
        probe?.Clear();
        if (_pieces is not null)
        {
            Scale = 1.0;
            return Gradient(_pieces, first, count, probe);
        }

        if (_sum is null)
        {
            Scale = 1.0;
            (double mean, Weight) = Gradient(first, count, probe);
            return mean;
        }

        // A batch weighs as much as it has losses, so that a smaller last one does not count too much.
        double sum = 0.0, weights = 0.0;
        for (int done = 0; done < count; done += _batchSize)
        {
            (double loss, double weight) = Gradient(first + done, Math.Min(_batchSize, count - done), probe);
            sum += weight * loss;
            weights += weight;
            Add(_workspace.Gradients, weight, _sum.Span, keepSum: done > 0);
        }

        Weight = weights;
        Scale = 1.0 / Math.Max(weights, 1.0);
        return sum * Scale;
    }

    /// <summary>Begins a piece of some examples.</summary>
    /// <returns>Whether any of them has steps in it.</returns>
    public bool BeginPiece(int first, int count, int piece)
    {
        Piece = piece;
        if (piece == 0)
        {
            _batches.Read(first, count, out _, out ReadOnlySpan<int> lengths, out _, out _);
            _pieces!.Begin(lengths, count);
        }

        return _pieces!.RowsOf(piece) > 0;
    }

    private double Gradient(SequencePieces<T> pieces, int first, int count, GradientProbe<T>? probe)
    {
        _batches.Read(first, count, out ReadOnlySpan<T> inputs, out _, out ReadOnlySpan<T> targets, out _);
        pieces.Cut(Piece, inputs, targets, out ReadOnlySpan<T> pieceInputs, out ReadOnlySpan<int> lengths, out ReadOnlySpan<T> pieceTargets);
        double loss = Element<T>.ToDouble(SequenceCalls.Gradient(pieces.Network, pieceInputs, lengths, pieceTargets, _workspace, pieces.State, probe));
        Weight = SequenceCalls.Weight(_network.Definition, pieceTargets, lengths, lengths.Length);
        FirstNonFiniteLayer ??= NonFiniteLayer(loss, probe);
        return loss;
    }

    private (double Loss, double Weight) Gradient(int first, int count, GradientProbe<T>? probe)
    {
        _batches.Read(first, count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<int> lengths, out ReadOnlySpan<T> targets, out ReadOnlySpan<int> targetLengths);
        double loss = Element<T>.ToDouble(TeacherForcing < 1 ? Sampled(inputs, lengths, targets, targetLengths, first, count, probe)
            : SequenceCalls.Gradient(_network, inputs, lengths, previous: default, targets, targetLengths, _workspace, probe));
        FirstNonFiniteLayer ??= NonFiniteLayer(loss, probe);
        return (loss, SequenceCalls.Weight(_network.Definition, targets, targetLengths.IsEmpty ? lengths : targetLengths, count));
    }

    private string? NonFiniteLayer(double loss, GradientProbe<T>? probe) =>
        _workspace.FirstNonFiniteLayer ?? (_workspace.IsSuspect || !double.IsFinite(loss) ? probe?.FirstNonFiniteLayer : probe?.NonFiniteStatistics);

    /// <summary>The gradient when the decoder reads in part what the network would have written.</summary>
    private T Sampled(ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets, ReadOnlySpan<int> targetLengths, int first, int count, GradientProbe<T>? probe)
    {
        ReadOnlySpan<T> previous = _sampling!.Compose(inputs, lengths, targets, targetLengths, count, TeacherForcing, Step, first);
        return SequenceCalls.Gradient(
            _network, inputs, lengths.IsEmpty ? _sampling.Whole(count) : lengths, previous, targets, targetLengths.IsEmpty ? _sampling.WholeTargets(count) : targetLengths, _workspace, probe);
    }

    /// <summary>sum ← weight·gradients, plus the old sum unless this is the first of a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<T> gradients, double weight, Span<T> sum, bool keepSum)
    {
        ref T g = ref MemoryMarshal.GetReference(gradients);
        ref T s = ref MemoryMarshal.GetReference(sum);
        Vector<T> factor = Element<T>.Broadcast(weight);
        nuint width = (nuint)Vector<T>.Count, count = (nuint)sum.Length, i = 0;
        for (; i + width <= count; i += width)
            Vector.StoreUnsafe(Element<T>.MultiplyAdd(Vector.LoadUnsafe(ref g, i), factor, keepSum ? Vector.LoadUnsafe(ref s, i) : Vector<T>.Zero), ref s, i);
        for (; i < count; i++)
        {
            double old = keepSum ? Element<T>.ToDouble(Unsafe.Add(ref s, i)) : 0.0;
            Unsafe.Add(ref s, i) = Element<T>.From((Element<T>.ToDouble(Unsafe.Add(ref g, i)) * weight) + old);
        }
    }
}
