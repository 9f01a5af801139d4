using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Makes what the decoder reads in a training step: for each step the target of the step before, or what the network itself would have written. Bengio et al. 2015.</summary>
internal sealed class ScheduledSampling<T>(ISequenceToSequenceNetwork<T> network, ulong seed) where T : unmanaged
{
    private readonly Dictionary<int, RecurrentState<T>> _states = [];
    private readonly Philox _ofSteps = new(seed, Philox.StreamOf("teacher forcing"));
    private T[] _previous = [];
    private T[] _read = [];
    private T[] _next = [];
    private T[] _outputs = [];
    private int[] _whole = [];
    private int[] _wholeTargets = [];

    /// <summary>Makes it for a batch; the span lasts until the next call.</summary>
    /// <param name="inputs">The sources.</param>
    /// <param name="lengths">The steps of each; empty when all have all.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="targetLengths">The steps of each; empty when all have all.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="probability">The probability of the target.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="first">The place of the first example in the step or the epoch: step, place and target step say what is drawn.</param>
    public ReadOnlySpan<T> Compose(
        ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets, ReadOnlySpan<int> targetLengths, int count, double probability, long step, int first)
    {
        int features = network.StepInputLength, steps = targets.Length / (count * features);
        Reserve(targets.Length, count);
        Span<T> previous = _previous.AsSpan(0, targets.Length), read = _read.AsSpan(0, count * features), next = _next.AsSpan(0, count * features);
        TeacherForcing.Shift(network.Definition, targets, count, previous);
        RecurrentState<T> state = StateOf(count);
        ulong key = _ofSteps.Block((ulong)step).Low;
        network.Encode(inputs, lengths.IsEmpty ? Whole(count) : lengths, state);
        for (int t = 0; t < steps - 1; t++)
        {
            for (int row = 0; row < count; row++)
            {
                // What stands behind the end of a target is not read.
                bool isOver = !targetLengths.IsEmpty && t >= targetLengths[row];
                Span<T> one = read.Slice(row * features, features);
                if (isOver)
                    Writing.Begin(one, network.Definition);
                else
                    previous.Slice(((row * steps) + t) * features, features).CopyTo(one);
            }

            Span<T> outputs = _outputs.AsSpan(0, count * network.StepOutputLength);
            network.Step(read, state, outputs);
            Writing.Feed(outputs, next, network.Definition);
            for (int row = 0; row < count; row++)
            {
                if (new Philox(key, (ulong)(first + row)).Uniform((ulong)t) >= probability)
                    next.Slice(row * features, features).CopyTo(previous[(((row * steps) + t + 1) * features)..]);
            }
        }

        return previous;
    }

    private void Reserve(int length, int count)
    {
        if (_previous.Length < length)
            _previous = new T[length];
        if (_outputs.Length < count * network.StepOutputLength)
            (_read, _next, _outputs) = (new T[count * network.StepInputLength], new T[count * network.StepInputLength], new T[count * network.StepOutputLength]);
    }

    private RecurrentState<T> StateOf(int count) => _states.TryGetValue(count, out RecurrentState<T>? state) ? state : _states[count] = network.CreateState(count);

    /// <summary>The lengths of sources that have all steps.</summary>
    public ReadOnlySpan<int> Whole(int count) => Whole(ref _whole, count, network.MaxSteps);

    /// <summary>The lengths of targets that have all steps.</summary>
    public ReadOnlySpan<int> WholeTargets(int count) => Whole(ref _wholeTargets, count, network.MaxTargetSteps);

    private static ReadOnlySpan<int> Whole(ref int[] whole, int count, int steps)
    {
        if (whole.Length < count)
            whole = [.. Enumerable.Repeat(steps, count)];
        return whole.AsSpan(0, count);
    }
}
