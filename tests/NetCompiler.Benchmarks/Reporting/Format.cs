namespace NetCompiler.Benchmarks.Reporting;

/// <summary>Numbers as people read them: three or four digits that matter.</summary>
public static class Format
{
    public const string Missing = "–";

    public static string Microseconds(double value) => Significant(value);

    public static string Ratio(double value) => $"{Significant(value)}×";

    public static string Percent(double share) => $"{100 * share:F1} %";

    public static string Significant(double value) => value switch
    {
        < 1 => $"{value:F3}",
        < 10 => $"{value:F2}",
        < 1000 => $"{value:F1}",
        _ => $"{value:F0}",
    };
}
