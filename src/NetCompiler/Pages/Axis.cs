using System.Globalization;

namespace NetCompiler.Pages;

/// <summary>A mark on an axis.</summary>
/// <param name="At">Its place, from 0 to 1.</param>
/// <param name="Label">Its number.</param>
internal readonly record struct Tick(double At, string Label);

/// <summary>An axis: where numbers lie on it, and its marks.</summary>
internal sealed class Axis
{
    private const int MostTicks = 6;

    private readonly double _least;
    private readonly double _greatest;

    private Axis(double least, double greatest, bool isLog10, double step)
    {
        (_least, _greatest, IsLog10) = (least, greatest, isLog10);
        var ticks = new List<Tick>();
        for (double tick = Math.Ceiling((least / step) - 1e-9); tick * step <= greatest + (1e-9 * step); tick++)
            ticks.Add(new Tick(At(tick * step), isLog10 ? Power(tick * step) : Number(tick * step)));
        Ticks = ticks;
    }

    /// <summary>Whether the numbers are decimal logarithms.</summary>
    public bool IsLog10 { get; }

    /// <summary>The marks, from the least.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Where a number lies, from 0 to 1; NaN for what is not finite.</summary>
    public double At(double value) => double.IsFinite(value) ? (value - _least) / (_greatest - _least) : double.NaN;

    /// <summary>An axis of decimal logarithms that all of some numbers lie on, with whole decades at its ends.</summary>
    public static Axis OfLog10(IEnumerable<double> log10)
    {
        (double least, double greatest) = Ends(log10);
        (least, greatest) = (Math.Floor(least), Math.Ceiling(greatest));
        if (greatest - least < 1)
            greatest = least + 1;
        return new Axis(least, greatest, isLog10: true, Math.Max(1, Math.Ceiling((greatest - least) / MostTicks)));
    }

    /// <summary>An axis from 0, or from below it, that all of some numbers lie on.</summary>
    public static Axis OfNumbers(IEnumerable<double> values)
    {
        (double least, double greatest) = Ends(values);
        (least, greatest) = (Math.Min(least, 0), Math.Max(greatest, 0));
        if (greatest == least)
            greatest = least + 1;
        double rough = (greatest - least) / (MostTicks - 1), power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        return new Axis(Math.Floor(least / step) * step, Math.Ceiling(greatest / step) * step, isLog10: false, step);
    }

    /// <summary>A number's place as SVG wants it, in a picture that is 1000 wide and high.</summary>
    public static string Coordinate(double at) => (1000 * at).ToString("0.#", CultureInfo.InvariantCulture);

    private static (double Least, double Greatest) Ends(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return (finite.DefaultIfEmpty(0).Min(), finite.DefaultIfEmpty(0).Max());
    }

    /// <summary>Adding 0 takes the sign from a negative zero.</summary>
    private static string Number(double value) => (value + 0.0).ToString(value == 0 || Math.Abs(value) is >= 1e-3 and < 1e6 ? "0.######" : "0.###e-0", CultureInfo.InvariantCulture);

    private static string Power(double log10) => log10 is >= -2 and <= 3 ? Math.Pow(10, log10).ToString("0.##", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"1e{log10:0}");
}
