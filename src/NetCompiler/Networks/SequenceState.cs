namespace NetCompiler;

/// <summary>What the recurrent layers of a network hand from step to step, and what a <see cref="CausalConv1DAttribute"/> sees of the steps before, between two calls: sequences begin with it,
/// and leave it as it is at their end, so that the next call goes on from there. Make it with <see cref="ISequenceNetwork{T}.CreateSequenceState"/>; it serves one thread at a time.</summary>
/// <remarks>Long sequences are trained piece by piece this way: truncated back-propagation through time, in which the state goes on and the gradient ends at the beginning of a piece.
/// Williams and Peng 1990. <see cref="BidirectionalAttribute{TBlock}"/> backwards, <see cref="SelfAttentionAttribute"/> and <see cref="PositionalEncodingAttribute"/> begin every call anew:
/// networks with them have to be given whole sequences.</remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SequenceState<T> where T : unmanaged
{
    private readonly T[] _values;
    private readonly T[] _gradients;
    private readonly T[] _begun;

    internal SequenceState(NetworkDefinition definition, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        (Definition, Batch) = (definition, batch);
        _values = new T[checked(batch * definition.StateLength)];
        _gradients = new T[_values.Length];
        _begun = new T[_values.Length];
    }

    /// <summary>The network that it belongs to.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The most sequences of a call; a smaller batch uses the first rows.</summary>
    public int Batch { get; }

    /// <summary>The state of every sequence, <c>[batch, StateLength]</c>, laid out as <see cref="NetworkDefinition.States"/> says. At first zero; it may be set to anything.</summary>
    public Span<T> Values => _values;

    /// <summary>After a gradient, that of the returned loss with respect to the state in which the sequences began, laid out as <see cref="Values"/>. It is zero
    /// for what a convolution has seen of the input itself, or of a function of it that is not learned: that has no gradient.</summary>
    public Span<T> Gradients => _gradients;

    /// <summary>Lets all sequences begin anew, with zeros.</summary>
    public void Reset() => _values.AsSpan().Clear();

    /// <summary>Remembers what a training step begins with, and forgets the gradient of the one before.</summary>
    internal void Begin()
    {
        _values.CopyTo(_begun.AsSpan());
        _gradients.AsSpan().Clear();
    }

    /// <summary>What the last training step began with.</summary>
    internal Span<T> Begun => _begun;

    /// <summary>Goes back to that.</summary>
    internal void GoBack() => _begun.CopyTo(_values.AsSpan());

    internal Span<T> Rows(Span<T> all, int first, int rows) => all.Slice(first * Definition.StateLength, rows * Definition.StateLength);

    internal void Check(NetworkDefinition definition, int batch)
    {
        if (!ReferenceEquals(definition, Definition))
            throw new ArgumentException($"The state was made by {Definition.Name}; {definition.Name} needs one from its own CreateSequenceState.", "state");
        if (batch > Batch)
            throw new ArgumentException($"{definition.Name}: the batch has {batch} sequences, but the state was made for at most {Batch}.", "state");
    }
}
