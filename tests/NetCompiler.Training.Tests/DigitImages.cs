namespace NetCompiler.Training.Tests;

/// <summary>Handwritten digits of 8 × 8 pixels: 1,347 to train on, and the last 450, by other writers, to measure with.</summary>
internal static class DigitImages
{
    static DigitImages()
    {
        Dataset<float> images = CsvData.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv"));
        MinMaxScaler scaler = MinMaxScaler.Fit(images.Take(1347));
        (Training, HoldOut) = (scaler.Transform(images.Take(1347)), scaler.Transform(images.Skip(1347)));
    }

    public static Dataset<float> Training { get; }

    public static Dataset<float> HoldOut { get; }

    /// <summary>Trains networks from three seeds and measures them.</summary>
    /// <param name="create">Makes a network from a seed.</param>
    /// <param name="epochs">How long each is trained.</param>
    /// <param name="clipping">How the gradient is clipped.</param>
    /// <returns>The share of the held-out images that they recognise, on average.</returns>
    public static double Accuracy(Func<ulong, INetwork<float>> create, int epochs, GradientClipping? clipping = null) =>
        Enumerable.Range(1, 3).Average(seed => Accuracy(create((ulong)seed), epochs, clipping));

    private static double Accuracy(INetwork<float> network, int epochs, GradientClipping? clipping)
    {
        TrainingResult result = Trainer.Fit(network, Training, new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = 32,
            Optimizer = new AdamW(5e-3),
            Schedule = new CosineSchedule { WarmUpSteps = 100 },
            Clipping = clipping,
            Seed = 1,
            Validation = HoldOut,
        });
        return result.Validation!["accuracy"];
    }
}
