namespace NetCompiler;

/// <summary>What a layer with a window puts around its input, as an alternative to a number of zeros on every side.</summary>
public static class Padding
{
    /// <summary>Nothing: the window stays inside the input.</summary>
    public const int Valid = 0;

    /// <summary>As many zeros as keep the size at stride 1, and give ⌈size / stride⌉ at others. Where their number is odd, the last one is at the end.</summary>
    public const int Same = -1;
}
