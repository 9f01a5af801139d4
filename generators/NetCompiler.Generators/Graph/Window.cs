namespace NetCompiler.Generators.Graph;

/// <summary>How a window moves along one dimension of a feature map.</summary>
/// <param name="Input">Positions of the input.</param>
/// <param name="Kernel">Elements of the window.</param>
/// <param name="Stride">Positions from one window to the next.</param>
/// <param name="Dilation">Positions from one element of the window to the next.</param>
/// <param name="Before">Padding in front of the input.</param>
/// <param name="After">Padding behind it.</param>
internal readonly record struct WindowAxis(int Input, int Kernel, int Stride = 1, int Dilation = 1, int Before = 0, int After = 0)
{
    /// <summary>Positions from the first element of a window to the last, both included.</summary>
    public int Extent => ((Kernel - 1) * Dilation) + 1;

    /// <summary>How many windows there are.</summary>
    public int Output => ((Input + Before + After - Extent) / Stride) + 1;

    public bool IsPadded => Before > 0 || After > 0;

    /// <summary>Whether every position of the input lies in exactly one window, and every window inside the input.</summary>
    public bool Covers => Dilation == 1 && !IsPadded && Kernel == Stride && Output * Stride == Input;
}

/// <summary>A window that moves over a feature map; a line is a map of height 1.</summary>
internal sealed record Window(WindowAxis Height, WindowAxis Width)
{
    /// <summary>Elements of the window.</summary>
    public int Taps => Height.Kernel * Width.Kernel;

    /// <summary>How many windows there are.</summary>
    public int Positions => Height.Output * Width.Output;

    public bool IsPadded => Height.IsPadded || Width.IsPadded;

    /// <summary>Whether every position of the input lies in exactly one window.</summary>
    public bool Covers => Height.Covers && Width.Covers;

    public override string ToString() => $"{Axis(Height)} {Axis(Width)}";

    private static string Axis(WindowAxis axis) => $"{axis.Input}/{axis.Kernel}/{axis.Stride}/{axis.Dilation}/{axis.Before}/{axis.After}";
}
