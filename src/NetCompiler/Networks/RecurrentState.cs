using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>What a recurrent network remembers of the steps of a stream so far. Make it with <see cref="IRecurrentNetwork{T}.CreateState"/>,
/// <see cref="ISequenceToSequenceNetwork{T}.CreateState"/> or <see cref="FrozenNetwork{T}.CreateState"/>; it serves one thread at a time.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RecurrentState<T> where T : unmanaged
{
    private readonly AlignedBuffer<T> _arena;
    private readonly int _inputLength;
    private readonly int _outputLength;
    private int[]? _sourceLengths;
    private bool _hasLengths;

    internal RecurrentState(NetworkDefinition definition, int batch, int inputLength, int outputLength, int arenaLength)
    {
        (Definition, Batch, _inputLength, _outputLength) = (definition, batch, batch * inputLength, batch * outputLength);
        _arena = new AlignedBuffer<T>(arenaLength);
    }

    /// <summary>The network that it belongs to.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>How many streams go side by side.</summary>
    public int Batch { get; }

    /// <summary>How many steps the streams have had.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether it belongs to frozen copies, in whose states values lie otherwise.</summary>
    internal bool IsPrepared { get; init; }

    internal ref T First => ref _arena.First;

    /// <summary>The steps of the longest source that a decoder has read; 0 for none.</summary>
    internal int SourceSteps { get; private set; }

    /// <summary>The steps of each source; empty when all have as many.</summary>
    internal ReadOnlySpan<int> SourceLengths => _hasLengths ? _sourceLengths : [];

    /// <summary>Lets all streams begin again; a decoder needs another source then.</summary>
    public void Reset()
    {
        _arena.Span.Clear();
        (Steps, SourceSteps) = (0, 0);
    }

    /// <summary>Lets decoders begin, which have read sources.</summary>
    internal void Begin(int steps, ReadOnlySpan<int> lengths)
    {
        _sourceLengths ??= new int[Batch];
        _hasLengths = !lengths.IsEmpty;
        if (_hasLengths)
            lengths.CopyTo(_sourceLengths);
        (Steps, SourceSteps) = (0, steps);
    }

    /// <summary>Makes this state that of another one, so that a stream can go on from there twice.</summary>
    /// <param name="other">A state of the same network and batch.</param>
    /// <exception cref="ArgumentException">The other state belongs to another network, or has another batch.</exception>
    public void CopyFrom(RecurrentState<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!IsOf(other.Definition, other.IsPrepared) || other.Batch != Batch)
            throw new ArgumentException($"The state is of {Maker(other.Definition, other.IsPrepared)} with {other.Batch} streams, but this one of {Maker(Definition, IsPrepared)} with {Batch}.", nameof(other));
        other._arena.Span.CopyTo(_arena.Span);
        if (other.SourceSteps > 0)
            Begin(other.SourceSteps, other.SourceLengths);
        Steps = other.Steps;
    }

    /// <summary>Checks what is given for a step, and counts it.</summary>
    /// <returns>The number of the step, from 0; after 2³¹ steps it begins again, where only whether it is even counts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Next(NetworkDefinition definition, bool isPrepared, ReadOnlySpan<T> input, ReadOnlySpan<T> output)
    {
        if (input.Length != _inputLength || output.Length != _outputLength || !IsOf(definition, isPrepared))
            Throw(definition, isPrepared, input.Length, output.Length);
        return (int)(Steps++ & int.MaxValue);
    }

    /// <summary>Whether it belongs to a network, or to its frozen copies.</summary>
    internal bool IsOf(NetworkDefinition definition, bool isPrepared) => ReferenceEquals(definition, Definition) && isPrepared == IsPrepared;

    /// <summary>Says that it does not.</summary>
    internal ArgumentException OfAnother(NetworkDefinition definition, bool isPrepared) =>
        new($"The state was made by {Maker(Definition, IsPrepared)}; {Maker(definition, isPrepared)} needs one from its own CreateState.", "state");

    private static string Maker(NetworkDefinition definition, bool isPrepared) => isPrepared ? $"a frozen {definition.Name}" : definition.Name;

    private void Throw(NetworkDefinition definition, bool isPrepared, int input, int output)
    {
        if (!IsOf(definition, isPrepared))
            throw OfAnother(definition, isPrepared);
        bool isInput = input != _inputLength;
        (string name, int given, int expected) = isInput ? ("input", input, _inputLength) : ("output", output, _outputLength);
        throw new ArgumentException($"{definition.Name}: {name} holds {given} elements, but one step of {Batch} {(Batch == 1 ? "stream" : "streams")} has {expected}.", name);
    }
}
