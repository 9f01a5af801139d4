using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>What a recurrent network remembers of the steps of a stream so far. Make it with <see cref="IRecurrentNetwork{T}.CreateState"/> or <see cref="ISequenceToSequenceNetwork{T}.CreateState"/>; it serves one thread at a time.</summary>
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
        if (!ReferenceEquals(other.Definition, Definition) || other.Batch != Batch)
            throw new ArgumentException($"The state is of {other.Definition.Name} with {other.Batch} streams, but this one of {Definition.Name} with {Batch}.", nameof(other));
        other._arena.Span.CopyTo(_arena.Span);
        if (other.SourceSteps > 0)
            Begin(other.SourceSteps, other.SourceLengths);
        Steps = other.Steps;
    }

    /// <summary>Checks what is given for a step, and counts it.</summary>
    /// <returns>The number of the step, from 0; after 2³¹ steps it begins again, where only whether it is even counts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Next(NetworkDefinition definition, ReadOnlySpan<T> input, ReadOnlySpan<T> output)
    {
        if (input.Length != _inputLength || output.Length != _outputLength || !ReferenceEquals(definition, Definition))
            Throw(definition, input.Length, output.Length);
        return (int)(Steps++ & int.MaxValue);
    }

    private void Throw(NetworkDefinition definition, int input, int output)
    {
        if (!ReferenceEquals(definition, Definition))
            throw new ArgumentException($"The state was made by {Definition.Name}; {definition.Name} needs one from its own CreateState.", "state");
        bool isInput = input != _inputLength;
        (string name, int given, int expected) = isInput ? ("input", input, _inputLength) : ("output", output, _outputLength);
        throw new ArgumentException($"{definition.Name}: {name} holds {given} elements, but one step of {Batch} {(Batch == 1 ? "stream" : "streams")} has {expected}.", name);
    }
}
