using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>Examples in memory: inputs and targets, row after row. A slice is a view of the same memory.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Dataset<T> where T : unmanaged
{
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[]? _lengths;
    private readonly int[]? _targetLengths;
    private readonly int _start;

    /// <summary>Uses flat arrays as they are, without a copy.</summary>
    /// <param name="inputs">The inputs, <c>[count, inputLength]</c>.</param>
    /// <param name="inputLength">Elements of one input, at least 1.</param>
    /// <param name="targets">The targets, <c>[count, targetLength]</c>; a class index is one element.</param>
    /// <param name="targetLength">Elements of one target, at least 1.</param>
    /// <exception cref="ArgumentException">A length is not a multiple of that of one example, or inputs and targets differ in
    /// count.</exception>
    public Dataset(T[] inputs, int inputLength, T[] targets, int targetLength = 1)
        : this(inputs, inputLength, targets, targetLength, lengths: null, 0, CheckedCount(inputs, inputLength, targets, targetLength))
    {
    }

    /// <summary>Uses flat arrays of padded sequences as they are, without a copy. <see cref="PaddedSequences"/> makes them from sequences of different lengths.</summary>
    /// <param name="inputs">The inputs, <c>[count, inputLength]</c>: every sequence, then padding, which is never read.</param>
    /// <param name="inputLength">Elements of one input with its padding: steps · features.</param>
    /// <param name="lengths">The steps of each sequence, at least 1.</param>
    /// <param name="targets">The targets, <c>[count, targetLength]</c>, padded likewise where there is one for every step.</param>
    /// <param name="targetLength">Elements of one target with its padding.</param>
    /// <exception cref="ArgumentException">A length is not a multiple of that of one example, inputs, lengths and targets differ in count, or a sequence has no step.</exception>
    public Dataset(T[] inputs, int inputLength, int[] lengths, T[] targets, int targetLength = 1)
        : this(inputs, inputLength, targets, targetLength, CheckedLengths(lengths), 0, CheckedCount(inputs, inputLength, targets, targetLength))
    {
        if (lengths.Length != Count)
            throw new ArgumentException($"There are {Count} inputs but {lengths.Length} lengths.", nameof(lengths));
    }

    /// <summary>Uses flat arrays of padded pairs of sequences as they are, without a copy: a source and the target that belongs to it. <see cref="PaddedSequences"/> makes them from sequences of
    /// different lengths.</summary>
    /// <param name="inputs">The sources, <c>[count, inputLength]</c>, each with padding behind.</param>
    /// <param name="inputLength">Elements of one source with its padding.</param>
    /// <param name="lengths">The steps of each source, at least 1.</param>
    /// <param name="targets">The targets, <c>[count, targetLength]</c>, each with padding behind.</param>
    /// <param name="targetLength">Elements of one target with its padding.</param>
    /// <param name="targetLengths">The steps of each target, at least 1.</param>
    /// <exception cref="ArgumentException">A length is not a multiple of that of one example, there are not as many of all, or a sequence has no step.</exception>
    public Dataset(T[] inputs, int inputLength, int[] lengths, T[] targets, int targetLength, int[] targetLengths)
        : this(inputs, inputLength, lengths, targets, targetLength)
    {
        _targetLengths = CheckedLengths(targetLengths);
        if (targetLengths.Length != Count)
            throw new ArgumentException($"There are {Count} targets but {targetLengths.Length} lengths of them.", nameof(targetLengths));
    }

    /// <summary>Copies one array per example.</summary>
    /// <param name="inputs">The inputs, all of one length.</param>
    /// <param name="targets">The targets, as many and all of one length.</param>
    /// <exception cref="ArgumentException">There are no examples, the lengths of two rows differ, or inputs and targets differ in
    /// count.</exception>
    public Dataset(T[][] inputs, T[][] targets)
        : this(Rows.Flatten(inputs, nameof(inputs)), Rows.Width(inputs), Rows.Flatten(targets, nameof(targets)), Rows.Width(targets))
    {
    }

    /// <summary>Copies one array per example, with the index of its class as the target.</summary>
    /// <param name="inputs">The inputs, all of one length.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <exception cref="ArgumentException">There are no examples, the lengths of two rows differ, or inputs and labels differ in
    /// count.</exception>
    public Dataset(T[][] inputs, int[] labels)
        : this(Rows.Flatten(inputs, nameof(inputs)), Rows.Width(inputs), Rows.FromLabels<T>(labels))
    {
    }

    private Dataset(T[] inputs, int inputLength, T[] targets, int targetLength, int[]? lengths, int start, int count, int[]? targetLengths = null)
    {
        (_inputs, InputLength, _targets, TargetLength, _lengths, _start, Count, _targetLengths) = (inputs, inputLength, targets, targetLength, lengths, start, count, targetLengths);
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>Elements of one input.</summary>
    public int InputLength { get; }

    /// <summary>Elements of one target.</summary>
    public int TargetLength { get; }

    /// <summary>All inputs, <c>[Count, InputLength]</c>.</summary>
    public Span<T> Inputs => InputsOf(0, Count);

    /// <summary>All targets, <c>[Count, TargetLength]</c>.</summary>
    public Span<T> Targets => TargetsOf(0, Count);

    /// <summary>The steps of every sequence, behind which it is padded; empty when all examples have all their elements.</summary>
    public ReadOnlySpan<int> Lengths => LengthsOf(0, Count);

    /// <summary>The steps of every target that is a sequence of its own, behind which it is padded; empty where targets are not, or have all their elements.</summary>
    public ReadOnlySpan<int> TargetLengths => TargetLengthsOf(0, Count);

    /// <summary>The name of each input column, or empty.</summary>
    public ImmutableArray<string> FeatureNames { get; init; } = [];

    /// <summary>The name of each class, by its index, or empty.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>One input.</summary>
    /// <param name="index">The example, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The input, <c>[InputLength]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public Span<T> Input(int index) => InputsOf(Checked(index), 1);

    /// <summary>One target.</summary>
    /// <param name="index">The example, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The target, <c>[TargetLength]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public Span<T> Target(int index) => TargetsOf(Checked(index), 1);

    /// <summary>The first examples, as a view.</summary>
    /// <param name="count">How many, from 0 to <see cref="Count"/>.</param>
    /// <returns>A view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Dataset<T> Take(int count) => Slice(0, count);

    /// <summary>All but the first examples, as a view.</summary>
    /// <param name="count">How many to leave out, from 0 to <see cref="Count"/>.</param>
    /// <returns>A view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Dataset<T> Skip(int count) => Slice(count, Count - count);

    /// <summary>Some examples in a row, as a view; also written <c>data[10..20]</c>.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Dataset<T> Slice(int start, int count)
    {
        if (start < 0 || count < 0 || start > Count - count)
            throw new ArgumentOutOfRangeException(nameof(count), $"Examples {start} to {(long)start + count - 1} were asked for; there are {Count}, from 0.");
        return new Dataset<T>(_inputs, InputLength, _targets, TargetLength, _lengths, _start + start, count, _targetLengths)
        {
            FeatureNames = FeatureNames, ClassNames = ClassNames,
        };
    }

    /// <summary>Cuts the examples in two where they stand, as views.</summary>
    /// <param name="fraction">The share of the first part, greater than 0 and less than 1; its count is rounded.</param>
    /// <returns>The two parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of range.</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public (Dataset<T> First, Dataset<T> Second) Split(double fraction)
    {
        if (fraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share of the first part must be greater than 0 and less than 1.");
        int first = (int)Math.Round(Count * fraction);
        if (first == 0 || first == Count)
            throw new ArgumentException(FormattableString.Invariant($"{Count} examples split at {fraction} leave one part empty."), nameof(fraction));
        return (Take(first), Skip(first));
    }

    /// <summary>Shuffles a copy of the examples and cuts it in two. The same seed gives the same parts.</summary>
    /// <param name="fraction">The share of the first part, greater than 0 and less than 1; its count is rounded.</param>
    /// <param name="seed">The seed of the shuffle.</param>
    /// <returns>The two parts, views of the copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of range.</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public (Dataset<T> First, Dataset<T> Second) Split(double fraction, ulong seed) => Shuffle(seed).Split(fraction);

    /// <summary>Copies the examples into an order drawn at random. The same seed gives the same order.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>A copy.</returns>
    public Dataset<T> Shuffle(ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        Philox.Shuffle(order, seed, 0);
        var inputs = new T[Count * InputLength];
        var targets = new T[Count * TargetLength];
        Rows.Gather(Inputs, InputLength, order, inputs);
        Rows.Gather(Targets, TargetLength, order, targets);
        int[]? lengths = _lengths is null ? null : [.. order.Select(i => _lengths[_start + i])];
        int[]? targetLengths = _targetLengths is null ? null : [.. order.Select(i => _targetLengths[_start + i])];
        return new Dataset<T>(inputs, InputLength, targets, TargetLength, lengths, 0, Count, targetLengths) { FeatureNames = FeatureNames, ClassNames = ClassNames };
    }

    /// <summary>Says how many examples there are and how long.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Count} examples of {InputLength} inputs and {TargetLength} targets";

    /// <summary>The inputs of some examples in a row; the range is the caller's promise.</summary>
    internal Span<T> InputsOf(int start, int count) => _inputs.AsSpan((_start + start) * InputLength, count * InputLength);

    /// <summary>The targets of some examples in a row; the range is the caller's promise.</summary>
    internal Span<T> TargetsOf(int start, int count) => _targets.AsSpan((_start + start) * TargetLength, count * TargetLength);

    /// <summary>The lengths of some examples in a row, or nothing; the range is the caller's promise.</summary>
    internal ReadOnlySpan<int> LengthsOf(int start, int count) => _lengths is null ? [] : _lengths.AsSpan(_start + start, count);

    /// <summary>The lengths of some targets in a row, or nothing; the range is the caller's promise.</summary>
    internal ReadOnlySpan<int> TargetLengthsOf(int start, int count) => _targetLengths is null ? [] : _targetLengths.AsSpan(_start + start, count);

    /// <summary>The same targets with other inputs.</summary>
    internal Dataset<T> WithInputs(T[] inputs) =>
        new(inputs, InputLength, Targets.ToArray(), TargetLength, _lengths is null ? null : Lengths.ToArray(), 0, Count, _targetLengths is null ? null : TargetLengths.ToArray()) { FeatureNames = FeatureNames, ClassNames = ClassNames };

    private static int CheckedCount(T[] inputs, int inputLength, T[] targets, int targetLength)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetLength, 1);
        int count = Rows.Count(inputs.Length, inputLength, nameof(inputs));
        int targetCount = Rows.Count(targets.Length, targetLength, nameof(targets));
        return count == targetCount
            ? count
            : throw new ArgumentException($"There are {count} inputs but {targetCount} targets.", nameof(targets));
    }

    private static int[] CheckedLengths(int[] lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        int empty = Array.FindIndex(lengths, static length => length < 1);
        return empty < 0 ? lengths : throw new ArgumentException($"lengths[{empty}] is {lengths[empty]}, but a sequence has at least 1 step.", nameof(lengths));
    }

    private int Checked(int index) => (uint)index < (uint)Count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} examples, from 0 to {Count - 1}.");
}
