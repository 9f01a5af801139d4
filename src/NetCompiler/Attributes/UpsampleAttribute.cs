namespace NetCompiler;

/// <summary>Enlarges feature maps, by repeating every element or by interpolating between its neighbours:
/// <code>
/// Nearest:  y[c, i, j] = x[c, ⌊i / factor⌋, ⌊j / factor⌋]
/// Bilinear: y[c, i, j] = x[c, u, v] between positions, at u = (i + ½) / factor - ½ and v = (j + ½) / factor - ½, kept inside the map
/// </code></summary>
/// <remarks>From <c>[batch, channels, height, width]</c> to <c>[batch, channels, factor·height, factor·width]</c>, or from <c>[batch, channels, length]</c> to
/// <c>[batch, channels, factor·length]</c>, where <see cref="UpsampleMode.Bilinear"/> interpolates along the line. Corners of the maps are not aligned, as by default in PyTorch.</remarks>
/// <param name="factor">How many times as high and wide the result is, at least 1.</param>
public sealed class UpsampleAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as high and wide the result is.</summary>
    public int Factor { get; } = factor;

    /// <summary>Where new elements come from.</summary>
    public UpsampleMode Mode { get; set; }
}

/// <summary>Where the elements come from that <see cref="UpsampleAttribute"/> puts between those of a map.</summary>
public enum UpsampleMode
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>The four nearest, each with a weight that falls linearly with the distance in each direction.</summary>
    Bilinear,
}
