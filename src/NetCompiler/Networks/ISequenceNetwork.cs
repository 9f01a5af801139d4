namespace NetCompiler;

/// <summary>A compiled network of sequences, which may be of different lengths: each example has its own number of steps, from 1 to the declared <c>Time</c>. Every network with
/// <c>[Input(Time = …, Features = …)]</c> implements it.</summary>
/// <remarks>The sequences of a batch are padded at the end to the same number of steps, which may be less than <c>Time</c>. Padding changes nothing, whatever it holds, not even NaN: outputs,
/// loss and gradients are those of each sequence by itself. The last step of a sequence is its last one in front of the padding; means, maxima and losses are taken over the steps that
/// are there. Time is spent for the longest sequence of a call only.</remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ISequenceNetwork<T> : INetwork<T> where T : unmanaged
{
    /// <summary>The most steps of a sequence: the declared <c>Time</c>.</summary>
    int MaxSteps { get; }

    /// <summary>Makes a state for <see cref="Predict"/> and <see cref="Gradient"/>, at first zero.</summary>
    /// <param name="batch">The most sequences of a call, at least 1.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is less than 1.</exception>
    SequenceState<T> CreateSequenceState(int batch = 1);

    /// <summary>Computes the outputs in inference mode, as <see cref="INetwork{T}.Predict"/>.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has, from 1 to steps; its length is the batch.</param>
    /// <param name="output">Receives logits or raw outputs: <c>[batch, steps, outputs]</c> with zeros as padding, or <c>[batch, OutputLength]</c> when the output is no sequence.</param>
    /// <param name="state">The state that the recurrent layers, and causal convolutions, begin with; it becomes the one at the end of each sequence. Null to begin with zeros.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network.</exception>
    void Predict(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, Span<T> output, SequenceState<T>? state = null);

    /// <summary>Computes loss and gradient in training mode, as <see cref="INetwork{T}.Gradient"/>.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has, from 1 to steps; its length is the batch.</param>
    /// <param name="target">The targets: <c>[batch, steps, …]</c> with any padding for a loss of every step, else <c>[batch, TargetLength]</c>.</param>
    /// <param name="workspace">A workspace of this network; its <see cref="Workspace{T}.Gradients"/> receives the gradient of the returned loss.</param>
    /// <param name="state">The state that the recurrent layers, and causal convolutions, begin with; it becomes the one at the end of each sequence, and its <see cref="SequenceState{T}.Gradients"/> receive
    /// the gradient with respect to the beginning. Null to begin with zeros.</param>
    /// <returns>The mean loss over the batch; a loss of every step is the mean over all steps of all sequences.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the workspace is too small or belongs to another network, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or a layer normalises over all steps of the batch and sequences are of different lengths.</exception>
    T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, Workspace<T> workspace, SequenceState<T>? state = null);

    /// <summary>Does what <see cref="Gradient"/> does, and measures every layer on the way, as <see cref="INetwork{T}.Measure"/>. Padding counts for nothing.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has, from 1 to steps; its length is the batch.</param>
    /// <param name="target">The targets, as for <see cref="Gradient"/>.</param>
    /// <param name="workspace">A workspace of this network.</param>
    /// <param name="probe">Who is told.</param>
    /// <param name="state">The state that the recurrent layers, and causal convolutions, begin with, as for <see cref="Gradient"/>; null to begin with zeros.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">As in <see cref="Gradient"/>.</exception>
    /// <exception cref="InvalidOperationException">As in <see cref="Gradient"/>.</exception>
    T Measure(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, Workspace<T> workspace, Kernels.GradientProbe<T> probe, SequenceState<T>? state = null) =>
        Gradient(input, lengths, target, workspace, state);

    /// <summary>Computes the mean loss of given outputs, for example those of <see cref="Predict"/>.</summary>
    /// <param name="output">The outputs, as <see cref="Predict"/> gives them.</param>
    /// <param name="lengths">How many steps each sequence has; its length is the batch.</param>
    /// <param name="target">The targets, as for <see cref="Gradient"/>.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    T Loss(ReadOnlySpan<T> output, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target);
}
