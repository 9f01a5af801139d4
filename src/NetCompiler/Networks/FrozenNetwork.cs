using System.ComponentModel;

namespace NetCompiler;

/// <summary>A copy of a network for prediction, whose parameters do not change any more. <see cref="INetwork{T}.Freeze"/> makes one.</summary>
/// <remarks>What depends on parameters only is computed once, when it is made: a <see cref="BatchNormAttribute"/> directly behind a product becomes part of its weight and bias, and costs
/// nothing any more. Outputs are those of <see cref="INetwork{T}.Predict"/> up to rounding. Training the network further does not change it; freeze again for that. It may be used by any
/// number of threads at once.</remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class FrozenNetwork<T> where T : unmanaged
{
    /// <summary>For generated code.</summary>
    /// <param name="definition">What was declared.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected FrozenNetwork(NetworkDefinition definition)
    {
        Definition = definition;
        InputLength = definition.InputLength;
        OutputLength = definition.OutputLength;
    }

    /// <summary>What was declared: shapes, layers, parameters and loss of the network that was frozen.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Elements of one input example.</summary>
    public int InputLength { get; }

    /// <summary>Elements of one output example.</summary>
    public int OutputLength { get; }

    /// <summary>Computes the outputs. Allocates nothing after a thread's first call.</summary>
    /// <param name="input">A batch of examples, <c>[batch, InputLength]</c>; its length gives the batch.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, OutputLength]</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public abstract void Predict(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Computes the outputs of sequences of different lengths, as <see cref="ISequenceNetwork{T}.Predict"/>.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has, from 1 to steps; its length is the batch.</param>
    /// <param name="output">Receives logits or raw outputs: <c>[batch, steps, outputs]</c> with zeros as padding, or <c>[batch, OutputLength]</c> when the output is no sequence.</param>
    /// <param name="state">The state that the recurrent layers begin with; it becomes the one at the end of each sequence. Null to begin with zeros.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network.</exception>
    /// <exception cref="NotSupportedException">The input is no sequence.</exception>
    public virtual void Predict(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, Span<T> output, SequenceState<T>? state = null) =>
        throw new NotSupportedException($"{Definition.Name} takes no sequences, so its examples have no lengths.");

    /// <summary>Elements that a step reads, where there are steps: of the input, or of what a decoder reads.</summary>
    /// <exception cref="NotSupportedException">The network cannot be given one step at a time.</exception>
    public virtual int StepInputLength => throw NoSteps();

    /// <summary>Elements that a step gives.</summary>
    /// <exception cref="NotSupportedException">The network cannot be given one step at a time.</exception>
    public virtual int StepOutputLength => throw NoSteps();

    /// <summary>Makes the state of streams that have not begun, or of decoders that are to write, as <see cref="IRecurrentNetwork{T}.CreateState"/> and
    /// <see cref="ISequenceToSequenceNetwork{T}.CreateState"/>. It serves all frozen copies of the network.</summary>
    /// <param name="batch">How many go side by side, at least 1.</param>
    /// <returns>The state, for <see cref="Step"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException">The network cannot be given one step at a time.</exception>
    public virtual RecurrentState<T> CreateState(int batch = 1) => throw NoSteps();

    /// <summary>Computes one step, as <see cref="IRecurrentNetwork{T}.Step"/> and <see cref="ISequenceToSequenceNetwork{T}.Step"/>. Allocates nothing.</summary>
    /// <param name="input">The next step of every stream, or what the decoders read, <c>[batch, StepInputLength]</c>.</param>
    /// <param name="state">What earlier steps left; it receives what this one leaves.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, StepOutputLength]</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network, or to one that is not frozen.</exception>
    /// <exception cref="NotSupportedException">The network cannot be given one step at a time.</exception>
    public virtual void Step(ReadOnlySpan<T> input, RecurrentState<T> state, Span<T> output) => throw NoSteps();

    /// <summary>Reads sources, and lets the decoder begin, as <see cref="ISequenceToSequenceNetwork{T}.Encode"/>.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch of the state.</param>
    /// <param name="state">Receives what the encoder leaves.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network, or to one that is not frozen.</exception>
    /// <exception cref="NotSupportedException">The network has no decoder.</exception>
    public virtual void Encode(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, RecurrentState<T> state) => throw NoDecoder();

    /// <summary>Computes what the decoder gives when it reads what is passed, as
    /// <see cref="ISequenceToSequenceNetwork{T}.Predict(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T})"/>.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has, from 1 to steps; its length is the batch.</param>
    /// <param name="previous">What every step reads, <c>[batch, target steps, StepInputLength]</c>.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, target steps, StepOutputLength]</c>, with zeros as padding.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="NotSupportedException">The network has no decoder.</exception>
    public virtual void Predict(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<int> targetLengths, Span<T> output) => throw NoDecoder();

    private NotSupportedException NoSteps() => new(Definition.IsSequence
        ? $"{Definition.Name} cannot be given one step at a time, because an output depends on later steps: it has a pooling over time, a Bidirectional, or a SelfAttention that is not causal."
        : $"{Definition.Name} takes no sequences, so it has no steps.");

    private NotSupportedException NoDecoder() => new($"{Definition.Name} has no decoder, which could read what is passed.");
}
