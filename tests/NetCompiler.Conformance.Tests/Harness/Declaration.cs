namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>A network to compile.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Input">The dimensions of an input example, as in the attribute.</param>
/// <param name="Layers">The layer attributes, without brackets.</param>
/// <param name="Loss">The loss attribute, without brackets; null for none.</param>
public sealed record Declaration(string Name, string Input, string Layers, string? Loss = "MeanSquaredError")
{
    /// <summary>The batches that it is checked with.</summary>
    public int[] Batches { get; init; } = [1, 4, 7];

    /// <summary>The element types that it is compiled with.</summary>
    public Precision[] Precisions { get; init; } = [Precision.Float, Precision.Double];

    /// <summary>Declarations of which all are compiled in double, for central differences, and every third in float besides: the two differ in the width of vectors alone,
    /// which other cases go through, and compiling takes longer than checking.</summary>
    public static IEnumerable<Declaration> MostlyDouble(IEnumerable<Declaration> declarations) =>
        declarations.Select((declaration, i) => i % 3 == 0 ? declaration : declaration with { Precisions = [Precision.Double] });

    /// <summary>The class as a user writes it.</summary>
    public string Source(Precision precision)
    {
        bool isFlat = !Input.Contains(',') && !Input.Contains('=');
        string network = $"[Network({(isFlat ? $"Input = {Input}, " : "")}Precision = Precision.{precision})]";
        string input = isFlat ? "" : $"[Input({Input})]\n";
        string loss = Loss is null ? "" : $"[{Loss}]\n";
        return $"{network}\n{input}[{Layers}]\n{loss}public partial class {Name};\n";
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
