using System.Globalization;

namespace NetCompiler;

/// <summary>Range checks of settings; each returns the value it was given.</summary>
internal static class Setting
{
    /// <summary>Finite and at least 0.</summary>
    public static double AtLeastZero(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw OutOfRange(value, name, "finite and at least 0");

    /// <summary>Finite and greater than 0.</summary>
    public static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw OutOfRange(value, name, "finite and greater than 0");

    /// <summary>A term that keeps a float division away from 0/0: positive, and still positive when rounded to float.</summary>
    public static double Epsilon(double value, string name) =>
        (float)value > 0 && double.IsFinite(value) ? value : throw OutOfRange(value, name, "finite and greater than 1e-45");

    /// <summary>At least 0 and less than 1.</summary>
    public static double Fraction(double value, string name) =>
        value is >= 0 and < 1 ? value : throw OutOfRange(value, name, "at least 0 and less than 1");

    /// <summary>At least 0 and at most 1.</summary>
    public static double UnitInterval(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(value, name, "between 0 and 1");

    /// <summary>At least <paramref name="minimum"/>.</summary>
    public static int AtLeast(int minimum, int value, string name) =>
        value >= minimum ? value : throw OutOfRange(value, name, string.Create(CultureInfo.InvariantCulture, $"at least {minimum}"));

    private static ArgumentOutOfRangeException OutOfRange(object value, string name, string range) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}."));
}
