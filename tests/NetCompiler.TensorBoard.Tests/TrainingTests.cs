using Tensorboard;

namespace NetCompiler.TensorBoard.Tests;

/// <summary>A training run in an event file.</summary>
public sealed class TrainingTests
{
    [Fact]
    public void A_run_is_written_with_loss_validation_gradients_and_activations()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 256 * 4).Select(_ => (2 * random.NextSingle()) - 1)], targets = [.. Enumerable.Range(0, 256).Select(i => inputs[4 * i] > 0 ? 1f : 0)];
        (Dataset<float> training, Dataset<float> validation) = new Dataset<float>(inputs, 4, targets, 1).Split(0.75, seed: 1);
        var next = new Counter();
        TrainingResult result;
        IReadOnlyList<Event> events;
        using (var writer = new TensorBoardWriter(folder))
        {
            var board = new TensorBoardProgress(writer) { Next = next };
            result = Trainer.Fit(new Small(1), training, new TrainingOptions
            {
                Epochs = 3, BatchSize = 32, Validation = validation, Progress = board, ProgressInterval = TimeSpan.Zero, GradientFlow = new GradientFlowOptions { Every = 4, Progress = board },
            }, TestContext.Current.CancellationToken);
            events = EventFile.Read(writer.Path);
        }

        // The end of the last epoch flushed everything; 192 examples are 6 steps of an epoch.
        Assert.Equal(Enumerable.Range(1, 18).Select(step => (long)step), events.Scalars("training/loss").Select(point => point.Step));
        Assert.Equal(result.History.Select(epoch => ((long)(6 * epoch.Epoch), (float)epoch.Loss)), events.Scalars("training/loss").Where(point => point.Step % 6 == 0));
        Assert.Equal(result.History.Select(epoch => ((long)(6 * epoch.Epoch), (float)epoch.Validation!.Loss)), events.Scalars("validation/loss"));
        Assert.Equal(3, events.Scalars("validation/accuracy").Count);
        Assert.Equal(18, next.Reports);
        GradientFlowReport report = result.GradientFlow!;
        Assert.Equal(report.Steps.Select(step => (step.Step, (float)step.Layer("layers.0")!.Log10ErrorSignal)), events.Scalars("gradient_log10/layers.0"));
        Assert.Equal(report.Steps.Select(step => (step.Step, (float)step.Parameters[0].UpdateRatio)), events.Scalars("update_ratio/layers.0.weight"));
        Assert.Equal(report.Steps.Select(step => (step.Step, (float)step.Layer("layers.1")!.DeadUnits)), events.Scalars("dead_units/layers.1"));
        Assert.Empty(events.Scalars("dead_units/layers.0"));
        HistogramProto[] histograms = [.. events.Where(one => one.Summary is not null).SelectMany(one => one.Summary.Value).Where(value => value.Tag == "activations/layers.1").Select(value => value.Histo)];
        Assert.Equal(report.Steps.Select(step => step.Layer("layers.1")!.Activations!.Counts.Select(count => (double)count)), histograms.Select(histogram => histogram.Bucket));
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Counter : IProgress<TrainingProgress>
    {
        public int Reports { get; private set; }

        public void Report(TrainingProgress value) => Reports++;
    }
}

[Network(Input = 4), Dense(8), Relu, Dense(1), BinaryCrossEntropyWithLogits]
internal sealed partial class Small;
