using NetCompiler;

namespace VanishingGradient;

/// <summary>Handwritten digits of 8 × 8 pixels.</summary>
internal static class DigitImages
{
    private const int Training = 1347;

    /// <summary>Images to train with, and images to measure with, scaled alike.</summary>
    public static (Dataset<float> Training, Dataset<float> HoldOut) Load()
    {
        Dataset<float> images = CsvData.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv"));
        StandardScaler scaler = StandardScaler.Fit(images.Take(Training));
        return (scaler.Transform(images.Take(Training)), scaler.Transform(images.Skip(Training)));
    }
}
