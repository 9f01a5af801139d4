namespace NetCompiler;

/// <summary>The mean of each channel over all its positions. Lin et al. 2013, "Network In Network".</summary>
/// <remarks>From <c>[batch, channels, height, width]</c>, or <c>[batch, channels, length]</c>, to <c>[batch, channels]</c>.</remarks>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
