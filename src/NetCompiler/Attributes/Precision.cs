namespace NetCompiler;

/// <summary>The element type of a network.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Float,

    /// <summary>64-bit floating point.</summary>
    Double,
}
