namespace NetCompiler.Tests.Training;

public class ProgressTests
{
    private static readonly TrainingProgress s_step = new()
    {
        Epoch = 3,
        Epochs = 30,
        Step = 412,
        StepsPerEpoch = 938,
        Loss = 0.21434,
        ValidationLoss = 0.1902,
        MetricName = "accuracy",
        Metric = 0.9431,
        ExamplesPerSecond = 51234.4,
        Elapsed = TimeSpan.FromSeconds(61),
        Remaining = TimeSpan.FromSeconds(3725),
    };

    private static readonly TrainingProgress s_end = s_step with { Step = 938, IsEpochEnd = true };

    [Fact]
    public void Redirected_output_has_one_plain_line_per_epoch()
    {
        var writer = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(writer);
        progress.Report(s_step);
        progress.Report(s_end);
        progress.Report(s_end with { Epoch = 30, Loss = 1.25e-5, IsLast = true });

        Assert.Equal(
            """
            epoch  3/30  loss 0.2143  validation 0.1902  accuracy 0.9431  51,234 examples/s  1:02:05 left
            epoch 30/30  loss 1.25e-5  validation 0.1902  accuracy 0.9431  51,234 examples/s  01:01

            """,
            writer.ToString());
    }

    [Fact]
    public void A_terminal_line_is_redrawn_in_place_and_stays_at_the_end()
    {
        var writer = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(writer, 140);
        progress.Report(s_step);
        progress.Report(s_end with { ValidationLoss = null, MetricName = null });

        string[] drawn = writer.ToString().Split('\r');
        Assert.Equal(3, drawn.Length);
        Assert.StartsWith("epoch  3/30  [==========>             ]  412/938  loss 0.2143  validation 0.1902", drawn[1]);
        Assert.StartsWith("epoch  3/30  [========================]  938/938  loss 0.2143  51,234", drawn[2]);
        // The shorter line is blanked up to where the longer one ended.
        Assert.Equal(drawn[1].Length, drawn[2].TrimEnd('\n').Length);
        Assert.EndsWith("\n", drawn[2]);
        Assert.DoesNotContain('\e', writer.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(79)]
    [InlineData(110)]
    [InlineData(200)]
    public void A_line_never_reaches_the_last_column(int width)
    {
        var writer = new StringWriter();
        new ConsoleProgress(writer, width).Report(s_step);
        Assert.InRange(writer.ToString().TrimStart('\r').Length, 0, width - 1);
    }

    [Fact]
    public void A_narrow_terminal_loses_the_bar_first() => Assert.StartsWith("epoch  3/30  412/938  loss", ProgressLine.Bar(s_step, 100));

    [Fact]
    public void Colour_covers_the_bar_only() =>
        Assert.Equal("epoch  \e[32m[==>  ]\e[0m  rest", ProgressLine.Colored("epoch  [==>  ]  rest"));

    [Theory]
    [InlineData(0.0, "loss 0.0000")]
    [InlineData(-0.5, "loss -0.5000")]
    [InlineData(0.00099, "loss 9.90e-4")]
    [InlineData(123456.0, "loss 1.23e+5")]
    [InlineData(double.NaN, "loss NaN")]
    public void Numbers_keep_their_digits(double loss, string expected) =>
        Assert.Contains($"{expected}  validation", ProgressLine.Plain(s_step with { Loss = loss }));

    [Fact]
    public void A_training_run_that_ends_within_an_epoch_leaves_its_line()
    {
        var writer = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(writer, 140);
        progress.Report(s_step);
        string before = writer.ToString();
        progress.Report(s_step with { IsLast = true });
        Assert.Equal(before + "\n", writer.ToString());
    }

    [Fact]
    public void A_writer_that_throws_is_left_alone()
    {
        var writer = new BrokenWriter();
        var progress = new ConsoleProgress(writer);
        progress.Report(s_end);
        progress.Report(s_end);
        Assert.Equal(1, writer.Calls);
    }

    [Fact]
    public void Every_step_is_reported_when_nothing_bounds_the_rate()
    {
        List<TrainingProgress> reports = Reports(TimeSpan.Zero);

        Assert.Equal([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], reports.Select(report => report.Step));
        Assert.Equal([5, 10], reports.Select((report, i) => report.IsEpochEnd ? i + 1 : 0).Where(i => i > 0));
        Assert.True(reports[^1].IsLast && !reports[4].IsLast);
        Assert.Null(reports[3].ValidationLoss);
        Assert.NotNull(reports[4].ValidationLoss);
        Assert.Equal(reports[4].ValidationLoss, reports[5].ValidationLoss);
        Assert.Equal(("RMSE", true), (reports[9].MetricName, reports[9].Metric > 0));
        Assert.All(reports, report => Assert.True(report.ExamplesPerSecond > 0 && report.Elapsed > TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
        Assert.True(reports[0].Remaining > TimeSpan.Zero);
    }

    [Fact]
    public void Steps_are_reported_at_a_bounded_rate_but_epochs_always()
    {
        List<TrainingProgress> reports = Reports(TimeSpan.FromHours(1));
        Assert.Equal(2, reports.Count(report => report.IsEpochEnd));
        Assert.InRange(reports.Count, 2, 3);
    }

    private static List<TrainingProgress> Reports(TimeSpan interval)
    {
        var collector = new Collector();
        Trainer.Fit(new LinearNetwork<float>(2, 1, "MeanSquaredError"), TestData.Line<float>(50), new TrainingOptions
        {
            Epochs = 2, BatchSize = 10, Validation = TestData.Line<float>(10), Progress = collector, ProgressInterval = interval,
        });
        return collector.Reports;
    }

    private sealed class Collector : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }

    private sealed class BrokenWriter : TextWriter
    {
        public int Calls { get; private set; }

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            Calls++;
            throw new IOException("The pipe is closed.");
        }
    }
}
