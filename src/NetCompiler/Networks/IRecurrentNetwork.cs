namespace NetCompiler;

/// <summary>A compiled network whose sequences can also be given one step at a time: every output depends on its own and on earlier steps only.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IRecurrentNetwork<T> : ISequenceNetwork<T> where T : unmanaged
{
    /// <summary>Elements of the input of one step.</summary>
    int StepInputLength { get; }

    /// <summary>Elements of the output of one step.</summary>
    int StepOutputLength { get; }

    /// <summary>Makes the state of streams that have not begun.</summary>
    /// <param name="batch">How many streams go side by side, at least 1.</param>
    /// <returns>The state, for <see cref="Step"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is less than 1.</exception>
    RecurrentState<T> CreateState(int batch = 1);

    /// <summary>Computes one step in inference mode: what <see cref="INetwork{T}.Predict"/> gives for all steps up to this one. Allocates nothing. Safe to call from several threads at
    /// once with different states, as long as nobody writes the parameters.</summary>
    /// <param name="input">The next step of every stream, <c>[batch, StepInputLength]</c>.</param>
    /// <param name="state">What earlier steps left; it receives what this one leaves.</param>
    /// <param name="output">Receives the outputs, <c>[batch, StepOutputLength]</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state belongs to another network.</exception>
    void Step(ReadOnlySpan<T> input, RecurrentState<T> state, Span<T> output);
}
