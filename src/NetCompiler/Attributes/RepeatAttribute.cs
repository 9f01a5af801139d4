namespace NetCompiler;

/// <summary>Inserts the layers of a block <paramref name="count"/> times in a row; each copy has parameters of its own.</summary>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="count">How many copies, at least 1.</param>
public sealed class RepeatAttribute<TBlock>(int count) : LayerAttribute
{
    /// <summary>How many copies of the block, at least 1.</summary>
    public int Count { get; } = count;
}
