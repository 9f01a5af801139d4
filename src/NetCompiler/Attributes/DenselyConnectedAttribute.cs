namespace NetCompiler;

/// <summary>A densely connected stack: every copy of the block sees the input and the outputs of all copies before it, and the output is all of them side by side.
/// Huang et al. 2017, "Densely Connected Convolutional Networks".</summary>
/// <remarks>From <c>[batch, n]</c> to <c>[batch, n + count·k]</c> for a block with k features (its growth rate).</remarks>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="count">How many copies of the block, at least 1; each has parameters of its own.</param>
public sealed class DenselyConnectedAttribute<TBlock>(int count) : LayerAttribute
{
    /// <summary>How many copies of the block.</summary>
    public int Count { get; } = count;
}
