namespace NetCompiler;

/// <summary>The greatest element in every window of each channel. The gradient goes to it; of equal ones, to the first.</summary>
/// <remarks>From <c>[batch, channels, height, width]</c> to <c>[batch, channels, ⌊(height + 2·padding - kernel) / stride⌋ + 1, …]</c>, or along the length of
/// <c>[batch, channels, length]</c>. Padding never wins.</remarks>
/// <param name="kernel">Height and width of the window, at least 1; it may be left out where both <see cref="KernelHeight"/> and <see cref="KernelWidth"/> are given.</param>
public sealed class MaxPoolAttribute(int kernel = 0) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The height of the window, where it differs from its width; not for <c>[batch, channels, length]</c>.</summary>
    public int KernelHeight { get; set; }

    /// <summary>The width of the window, where it differs from its height.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Positions from one window to the next, at least 1; by default as many as the window is high and wide, so that windows lie side by side.</summary>
    public int Stride { get; set; }

    /// <summary>Positions around the input on each side, at most half a window, or <see cref="Padding.Same"/>; <see cref="Padding.Valid"/> by default.</summary>
    public int Padding { get; set; }
}
