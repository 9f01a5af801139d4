namespace NetCompiler;

/// <summary>Two copies of a block, each with parameters of its own: one reads the sequence from the first step to the last, the other one from the last to the first. Schuster and
/// Paliwal 1997.</summary>
/// <remarks>With a block that gives sequences, a step of the output has what both give there; with one that gives its last output, what both give when they have read everything. A sequence
/// that is padded is read backwards from its own last step on. Parameters are found below <c>branches.0</c> and <c>branches.1</c>. Outputs depend on later steps, so such a network takes no
/// streams; in a <see cref="SequenceState{T}"/> only the first direction goes on.</remarks>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>, such as <c>[Block, Lstm(32, Returns = Returns.Sequence)]</c>.</typeparam>
/// <param name="merge">How the outputs are put together; side by side by default.</param>
public sealed class BidirectionalAttribute<TBlock>(Merge merge = Merge.Concat) : LayerAttribute
{
    /// <summary>How the outputs are put together.</summary>
    public Merge Merge { get; } = merge;
}
