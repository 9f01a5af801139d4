namespace NetCompiler;

/// <summary>Reads each example as one flat vector, channel by channel and row by row: from <c>[batch, channels, height, width]</c> to <c>[batch, channels·height·width]</c>.</summary>
/// <remarks><see cref="DenseAttribute"/> does so by itself.</remarks>
public sealed class FlattenAttribute : LayerAttribute;
