namespace NetCompiler.Training.Tests;

/// <summary>Digits pixel by pixel: 64 steps of one number each, and the class behind the last.</summary>
public class SequentialDigitTests
{
    [Fact]
    public void A_gated_cell_reads_digits_pixel_by_pixel()
    {
        TrainingResult result = Trainer.Fit(new PixelByPixel(seed: 1), DigitImages.Training, new TrainingOptions
        {
            Epochs = 80, BatchSize = 32, Optimizer = new AdamW(5e-3), Schedule = new CosineSchedule { WarmUpSteps = 50 }, Seed = 1, Validation = DigitImages.HoldOut,
        }, TestContext.Current.CancellationToken);

        Assert.InRange(result.Validation!["accuracy"], 0.9, 1);
    }
}

[Network, Input(Time = 64, Features = 1)]
[Gru(64, UpdateBias = 2)]
[Dense(10), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class PixelByPixel;
