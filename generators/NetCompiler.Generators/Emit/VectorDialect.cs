namespace NetCompiler.Generators.Emit;

/// <summary>A vector type to emit kernels for: the portable one, whose width the JIT chooses, or 512 bits where the hardware has them,
/// which keeps twice as many sums in registers.</summary>
/// <param name="Class">The static class of its operations.</param>
/// <param name="Element">The element type.</param>
internal sealed record VectorDialect(string Class, ElementType Element)
{
    public string Type => $"{Class}<{Element.Name}>";

    /// <summary>Lanes, a constant for the JIT.</summary>
    public string Count => $"{Type}.Count";

    public string Zero => $"{Type}.Zero";

    /// <summary>Whether this is the 512-bit alternative.</summary>
    public bool IsWide => Class != "Vector";

    public static VectorDialect Portable(ElementType element) => new("Vector", element);

    public static VectorDialect Wide(ElementType element) => new("Vector512", element);

    /// <summary>The offset of a vector behind a place.</summary>
    public string Lane(int vector) => vector switch
    {
        0 => "0",
        1 => Count,
        _ => $"{vector} * {Count}",
    };

    /// <summary>The offset of a vector behind a number of elements.</summary>
    public string Offset(int elements, int vector) =>
        elements == 0 ? Lane(vector) : vector == 0 ? $"{elements}" : $"{elements} + {(vector == 1 ? Count : $"({Lane(vector)})")}";

    /// <summary>What tells the names of vectors side by side apart; nothing where there is one.</summary>
    public static string Suffix(int vector, int count) => count == 1 ? "" : $"{(char)('a' + vector)}";

    /// <summary>Loads at an offset.</summary>
    public string Load(string reference, string offset = "0") =>
        offset == "0" ? $"{Class}.LoadUnsafe(ref {reference})"
        : offset.All(char.IsDigit) ? $"{Class}.LoadUnsafe(ref {reference}, {offset})"
        : offset == Count ? $"{Class}.LoadUnsafe(ref {reference}, (nuint){offset})"
        : $"{Class}.LoadUnsafe(ref {reference}, (nuint)({offset}))";

    public string Create(string scalar) => $"{Class}.Create({scalar})";
}
