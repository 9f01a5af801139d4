namespace NetCompiler;

/// <summary>A compiled network that reads one sequence, the source, with an <see cref="EncoderAttribute{TBlock}"/> and writes another, the target, with a
/// <see cref="DecoderAttribute{TBlock}"/>. Sutskever, Vinyals and Le 2014; Cho et al. 2014.</summary>
/// <remarks>Every step of the decoder reads what the step before has written: in training the target itself (teacher forcing), unless <see cref="TrainingOptions{T}.TeacherForcing"/> says
/// otherwise; in use its own output, for ids the most probable one. <see cref="INetwork{T}.Gradient"/> and <see cref="INetwork{T}.Predict"/> take sequences of the declared lengths, the
/// methods here any up to those. <see cref="TokenDecoder{T}"/> writes until the id that ends a sequence, also with beam search. Every source is read from the beginning, and the decoder begins with what
/// the encoder leaves, so there is no state that goes from call to call; that of a decoder at work is a <see cref="RecurrentState{T}"/>, and
/// <see cref="RecurrentState{T}.CopyFrom"/> lets it go on from there more than once.</remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ISequenceToSequenceNetwork<T> : INetwork<T> where T : unmanaged
{
    /// <summary>The most steps of a source: the declared <c>Time</c> of the input.</summary>
    int MaxSteps { get; }

    /// <summary>The most steps of a target: the <c>time</c> of the decoder.</summary>
    int MaxTargetSteps { get; }

    /// <summary>Elements that a step of the decoder reads: 1 for ids.</summary>
    int StepInputLength { get; }

    /// <summary>Elements that a step of the decoder gives: a logit for every id, or the numbers themselves.</summary>
    int StepOutputLength { get; }

    /// <summary>Writes freely: every step of the decoder reads its own output of the step before, for ids the most probable one. All sequences get <see cref="MaxTargetSteps"/> steps.
    /// Allocates nothing after a thread's first call.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has, from 1 to steps; its length is the batch.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, MaxTargetSteps, StepOutputLength]</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Predict(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, Span<T> output);

    /// <summary>Computes what the decoder gives when it reads what the caller passes, in inference mode.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step reads, <c>[batch, target steps, StepInputLength]</c>: the start, then what is written up to the last step. <see cref="TeacherForcing.Shift{T}"/> makes it
    /// from targets.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, target steps, StepOutputLength]</c>, with zeros as padding.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Predict(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<int> targetLengths, Span<T> output);

    /// <summary>Computes loss and gradient in training mode with teacher forcing: every step reads the target of the step before.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>, with any padding behind the end of each.</param>
    /// <param name="targetLengths">How many steps each target has; those behind them count for nothing.</param>
    /// <param name="workspace">A workspace of this network; its <see cref="Workspace{T}.Gradients"/> receives the gradient of the returned loss.</param>
    /// <returns>The mean loss over all steps of all targets.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the workspace is too small or belongs to another network, or a class index is not an integer in range.</exception>
    T Gradient(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, Workspace<T> workspace);

    /// <summary>Computes loss and gradient in training mode when the decoder reads what the caller passes. It counts as given: no gradient goes through it, also where it is what the network
    /// has written itself.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step reads, <c>[batch, target steps, StepInputLength]</c>.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>, with any padding behind the end of each.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <param name="workspace">A workspace of this network.</param>
    /// <returns>The mean loss over all steps of all targets.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the workspace is too small or belongs to another network, or a class index is not an integer in range.</exception>
    T Gradient(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, Workspace<T> workspace);

    /// <summary>Does what <see cref="Gradient(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{int}, Workspace{T})"/> does, and measures every layer on the
    /// way, as <see cref="INetwork{T}.Measure"/>. Padding counts for nothing.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step reads, <c>[batch, target steps, StepInputLength]</c>; empty for the targets.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>, with any padding behind the end of each.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <param name="workspace">A workspace of this network.</param>
    /// <param name="probe">Who is told.</param>
    /// <returns>The mean loss over all steps of all targets.</returns>
    /// <exception cref="ArgumentException">As in <see cref="Gradient(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{int}, Workspace{T})"/>.</exception>
    T Measure(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, Workspace<T> workspace, Kernels.GradientProbe<T> probe) =>
        Gradient(source, lengths, previous, target, targetLengths, workspace);

    /// <summary>Computes the mean loss of given outputs.</summary>
    /// <param name="output">The outputs, <c>[batch, target steps, StepOutputLength]</c>.</param>
    /// <param name="targetLengths">How many steps each target has; its length is the batch.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>.</param>
    /// <returns>The mean loss over all steps of all targets.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    T Loss(ReadOnlySpan<T> output, ReadOnlySpan<int> targetLengths, ReadOnlySpan<T> target);

    /// <summary>Makes the state of decoders that write step by step.</summary>
    /// <param name="batch">How many write side by side, at least 1.</param>
    /// <returns>The state, for <see cref="Encode"/> and <see cref="Step"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is less than 1.</exception>
    RecurrentState<T> CreateState(int batch = 1);

    /// <summary>Reads sources in inference mode, and lets the decoder begin.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch of the state.</param>
    /// <param name="state">Receives what the encoder leaves.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network.</exception>
    void Encode(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, RecurrentState<T> state);

    /// <summary>Writes one step in inference mode. Allocates nothing. Safe to call from several threads at once with different states, as long as nobody writes the parameters.</summary>
    /// <param name="previous">What the step reads, <c>[batch, StepInputLength]</c>: first the start, then what was written last.</param>
    /// <param name="state">A state after <see cref="Encode"/>; it receives what this step leaves.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, StepOutputLength]</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network.</exception>
    /// <exception cref="InvalidOperationException">The state has read no source.</exception>
    void Step(ReadOnlySpan<T> previous, RecurrentState<T> state, Span<T> output);
}
