namespace NetCompiler;

/// <summary>Shows training on the console: a line that redraws itself and stays when its epoch is over. Redirected output gets one plain
/// line per epoch.</summary>
/// <remarks>Nothing it does can fail: a writer that throws is not written to again. Colour is left out when the environment variable
/// <c>NO_COLOR</c> is set.</remarks>
public sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private readonly Func<TextWriter> _writer;
    private readonly Func<int> _width;
    private readonly bool _color;
    private readonly Lock _lock = new();
    private int _drawn;
    private bool _failed;

    /// <summary>Writes one plain line per epoch.</summary>
    /// <param name="writer">Where to.</param>
    public ConsoleProgress(TextWriter writer) : this(Constant(writer), static () => 0, color: false)
    {
    }

    /// <summary>Writes to a terminal, redrawing the line of an epoch in place.</summary>
    /// <param name="writer">The terminal.</param>
    /// <param name="width">Its width in columns, at least 1; longer lines are cut.</param>
    public ConsoleProgress(TextWriter writer, int width)
        : this(Constant(writer), Constant(Setting.AtLeast(1, width, nameof(width))), color: false)
    {
    }

    private ConsoleProgress(Func<TextWriter> writer, Func<int> width, bool color) => (_writer, _width, _color) = (writer, width, color);

    /// <summary>Writes to the standard output.</summary>
    public static ConsoleProgress Instance { get; } = new(static () => Console.Out, ConsoleWidth, ConsoleHasColor());

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            if (_failed)
                return;
            try
            {
                Write(_writer(), _width(), value);
            }
            catch (Exception)
            {
                // A closed pipe or a terminal that went away must not end hours of training.
                _failed = true;
            }
        }
    }

    private void Write(TextWriter writer, int width, in TrainingProgress progress)
    {
        if (width == 0)
        {
            if (progress.IsEpochEnd)
                writer.WriteLine(ProgressLine.Plain(progress));
            return;
        }

        if (progress is { IsLast: true, IsEpochEnd: false })
        {
            // Training ended within an epoch: its line stays as it is.
            if (_drawn > 0)
                writer.WriteLine();
            _drawn = 0;
        }
        else
        {
            // The last column stays free: a terminal would wrap there and could not return to the start of the line.
            string line = ProgressLine.Bar(progress, width - 1);
            string blanks = new(' ', Math.Max(0, _drawn - line.Length));
            writer.Write('\r');
            writer.Write(_color ? ProgressLine.Colored(line) : line);
            writer.Write(blanks);
            _drawn = progress.IsEpochEnd ? 0 : line.Length;
            if (progress.IsEpochEnd)
                writer.WriteLine();
        }

        writer.Flush();
    }

    private static Func<TextWriter> Constant(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return () => writer;
    }

    private static Func<int> Constant(int width) => () => width;

    private static int ConsoleWidth()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
            return 0;
        try
        {
            return Console.WindowWidth is > 0 and int width ? width : 80;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return 80;
        }
    }

    private static bool ConsoleHasColor() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (!OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null);
}
