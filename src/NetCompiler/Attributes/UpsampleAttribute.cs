namespace NetCompiler;

/// <summary>Enlarges feature maps by repeating every element (nearest neighbour): y[c, i, j] = x[c, ⌊i / factor⌋, ⌊j / factor⌋].</summary>
/// <remarks>From <c>[batch, channels, height, width]</c> to <c>[batch, channels, factor·height, factor·width]</c>, or from <c>[batch, channels, length]</c> to
/// <c>[batch, channels, factor·length]</c>.</remarks>
/// <param name="factor">How many times as high and wide the result is, at least 1.</param>
public sealed class UpsampleAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as high and wide the result is.</summary>
    public int Factor { get; } = factor;
}
