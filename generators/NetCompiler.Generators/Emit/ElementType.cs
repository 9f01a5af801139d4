using System.Globalization;

namespace NetCompiler.Generators.Emit;

/// <summary>The element type of a network: its C# name and how its literals are written.</summary>
internal sealed class ElementType
{
    public static readonly ElementType Single = new("float");
    public static readonly ElementType Double = new("double");

    private ElementType(string name) => Name = name;

    /// <summary>The C# keyword.</summary>
    public string Name { get; }

    public int Size => this == Single ? sizeof(float) : sizeof(double);

    /// <summary>A literal of this type that reads back as the same number.</summary>
    public string Literal(double value)
    {
        if (this == Double)
            return Decimal(value.ToString("R", CultureInfo.InvariantCulture), "");
        return Decimal(((float)value).ToString("R", CultureInfo.InvariantCulture), "f");
    }

    private string Decimal(string digits, string suffix) => digits switch
    {
        "NaN" => $"{Name}.NaN",
        "Infinity" or "∞" => $"{Name}.PositiveInfinity",
        "-Infinity" or "-∞" => $"{Name}.NegativeInfinity",
        _ => suffix.Length > 0 || digits.IndexOfAny(['.', 'E']) >= 0 ? digits + suffix : digits + ".0",
    };
}
