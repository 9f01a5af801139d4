namespace NetCompiler;

/// <summary>A compiled network. Every class marked with <see cref="NetworkAttribute"/> implements it.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<T> where T : unmanaged
{
    /// <summary>What was declared: shapes, layers, parameters and loss.</summary>
    NetworkDefinition Definition { get; }

    /// <summary>Elements of one input example.</summary>
    int InputLength { get; }

    /// <summary>Elements of one output example.</summary>
    int OutputLength { get; }

    /// <summary>Elements of one target example: 1 for class indices, otherwise <see cref="OutputLength"/>; 0 when no loss is declared.</summary>
    int TargetLength { get; }

    /// <summary>All parameters as one flat vector, laid out as <see cref="NetworkDefinition.Parameters"/> says.
    /// Between tensors there may be gaps, which hold zero.</summary>
    Span<T> Parameters { get; }

    /// <summary>Allocates what <see cref="Gradient"/> needs; make one per thread and reuse it.</summary>
    /// <param name="maxBatch">The largest batch it will be used with, at least 1.</param>
    /// <returns>A workspace for batches of 1 to <paramref name="maxBatch"/> examples.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    Workspace<T> CreateWorkspace(int maxBatch);

    /// <summary>Computes the outputs in inference mode. Safe to call from several threads at once as long as nobody writes the parameters;
    /// allocates nothing after a thread's first call.</summary>
    /// <param name="input">A batch of examples, <c>[batch, InputLength]</c>; its length gives the batch.</param>
    /// <param name="output">Receives logits or raw outputs, <c>[batch, OutputLength]</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Predict(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Makes a copy for prediction whose parameters do not change any more, and in which normalization is part of the weights where it can be. Nobody may write the parameters
    /// meanwhile.</summary>
    /// <returns>The frozen network, for any number of threads.</returns>
    FrozenNetwork<T> Freeze();

    /// <summary>Computes loss and gradient in training mode: forward and backward.</summary>
    /// <param name="input">A batch of examples, <c>[batch, InputLength]</c>; its length gives the batch.</param>
    /// <param name="target">The targets, <c>[batch, TargetLength]</c>.</param>
    /// <param name="workspace">A workspace of this network; its <see cref="Workspace{T}.Gradients"/> receives the gradient of the returned loss.</param>
    /// <returns>The mean loss over the batch.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the workspace is too small or belongs to another network,
    /// or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, Workspace<T> workspace);

    /// <summary>Does what <see cref="Gradient"/> does, and measures every layer on the way. <see cref="NetCompiler.GradientFlow.Measure{T}(INetwork{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ulong)"/> and
    /// <see cref="TrainingOptions{T}.GradientFlow"/> call it.</summary>
    /// <remarks>The gradient is that of <see cref="Gradient"/> up to rounding. The first call allocates memory for the values that a training step does not keep. A network that
    /// does not implement it tells nothing of its layers.</remarks>
    /// <param name="input">A batch of examples, <c>[batch, InputLength]</c>.</param>
    /// <param name="target">The targets, <c>[batch, TargetLength]</c>.</param>
    /// <param name="workspace">A workspace of this network.</param>
    /// <param name="probe">Who is told.</param>
    /// <returns>The mean loss over the batch.</returns>
    /// <exception cref="ArgumentException">As in <see cref="Gradient"/>.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    T Measure(ReadOnlySpan<T> input, ReadOnlySpan<T> target, Workspace<T> workspace, Kernels.GradientProbe<T> probe) => Gradient(input, target, workspace);

    /// <summary>Computes the mean loss of given outputs, for example those of <see cref="Predict"/>.</summary>
    /// <param name="output">A batch of outputs, <c>[batch, OutputLength]</c>.</param>
    /// <param name="target">The targets, <c>[batch, TargetLength]</c>.</param>
    /// <returns>The mean loss over the batch.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    T Loss(ReadOnlySpan<T> output, ReadOnlySpan<T> target);
}
