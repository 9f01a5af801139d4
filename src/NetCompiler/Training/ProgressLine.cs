using System.Globalization;

namespace NetCompiler;

/// <summary>Progress as one line of text.</summary>
internal static class ProgressLine
{
    private const int MaxBar = 24;
    private const int MinBar = 5;

    /// <summary>What is written when the output is no terminal.</summary>
    public static string Plain(in TrainingProgress progress) => $"{Head(progress)}  {Figures(progress)}  {Time(progress)}";

    /// <summary>Epoch, bar, figures and time in at most <paramref name="width"/> characters; a narrow terminal loses the bar first, then
    /// the end of the line.</summary>
    public static string Bar(in TrainingProgress progress, int width)
    {
        string head = Head(progress), figures = Figures(progress), time = Time(progress);
        string count = string.Create(CultureInfo.InvariantCulture, $"{progress.Step}/{progress.StepsPerEpoch}");
        int bar = Math.Min(MaxBar, width - head.Length - count.Length - figures.Length - time.Length - 10);
        string line = bar < MinBar
            ? $"{head}  {count}  {figures}  {time}"
            : $"{head}  [{Filled(progress, bar)}]  {count}  {figures}  {time}";
        return line.Length <= width ? line : line[..Math.Max(0, width)];
    }

    /// <summary>The same line with its bar in green.</summary>
    public static string Colored(string line)
    {
        int open = line.IndexOf('['), close = line.IndexOf(']');
        return open < 0 || close < open ? line : $"{line[..open]}\e[32m{line[open..(close + 1)]}\e[0m{line[(close + 1)..]}";
    }

    private static string Filled(in TrainingProgress progress, int length)
    {
        int filled = (int)((long)length * progress.Step / progress.StepsPerEpoch);
        return filled >= length ? new string('=', length) : $"{new string('=', filled)}>{new string(' ', length - filled - 1)}";
    }

    private static string Head(in TrainingProgress progress)
    {
        string epochs = progress.Epochs.ToString(CultureInfo.InvariantCulture);
        return $"epoch {progress.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(epochs.Length)}/{epochs}";
    }

    private static string Figures(in TrainingProgress progress)
    {
        string text = $"loss {Number(progress.Loss)}";
        if (progress.ValidationLoss is { } validation)
            text += $"  validation {Number(validation)}";
        if (progress is { MetricName: { } name, Metric: { } metric })
            text += $"  {name} {Number(metric)}";
        return text;
    }

    private static string Time(in TrainingProgress progress)
    {
        string speed = string.Create(CultureInfo.InvariantCulture, $"{progress.ExamplesPerSecond:N0} examples/s");
        return progress.IsLast ? $"{speed}  {Durations.Format(progress.Elapsed)}" : $"{speed}  {Durations.Format(progress.Remaining)} left";
    }

    // Four decimals as long as they say enough; a fixed number of digits keeps the columns still.
    private static string Number(double value) =>
        value.ToString(Math.Abs(value) is >= 0.001 and < 10000 or 0.0 ? "F4" : "0.00e+0", CultureInfo.InvariantCulture);
}
