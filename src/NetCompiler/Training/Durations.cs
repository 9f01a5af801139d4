using System.Globalization;

namespace NetCompiler;

/// <summary>Durations for people.</summary>
internal static class Durations
{
    /// <summary>Seconds with one decimal, minutes and seconds, or hours, minutes and seconds.</summary>
    public static string Format(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        { TotalHours: < 1 } => time.ToString(@"mm\:ss", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}"),
    };
}
