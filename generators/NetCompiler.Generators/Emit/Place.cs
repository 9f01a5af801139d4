namespace NetCompiler.Generators.Emit;

/// <summary>References to places in memory, as text.</summary>
internal static class Place
{
    /// <summary>A reference to the element at an offset behind another.</summary>
    /// <param name="place">The name of a reference.</param>
    /// <param name="offset">Elements behind it, as an expression.</param>
    public static string At(string place, string offset) => offset == "0" ? $"ref {place}" : $"ref Unsafe.Add(ref {place}, {offset})";

    /// <inheritdoc cref="At(string, string)"/>
    public static string At(string place, int offset) => At(place, $"{offset}");
}
