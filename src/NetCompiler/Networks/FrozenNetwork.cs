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
}
