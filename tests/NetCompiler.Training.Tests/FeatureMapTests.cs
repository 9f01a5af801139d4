namespace NetCompiler.Training.Tests;

/// <summary>Convolutional networks: what they learn, and that published ones have the published number of parameters.</summary>
public class FeatureMapTests
{
    private const int Side = 8, LargeSide = 28;

    [Fact]
    public void LeNet_learns_digits_of_28_by_28() =>
        Assert.InRange(Train(new LeNet5(seed: 1), Enlarge(DigitImages.Training), Enlarge(DigitImages.HoldOut), epochs: 20, learningRate: 4e-3), 0.95, 1);

    [Fact]
    public void ResNet_learns_digits_of_8_by_8() =>
        Assert.InRange(Train(new ResNet8(seed: 1), DigitImages.Training, DigitImages.HoldOut, epochs: 15), 0.95, 1);

    [Fact]
    public void A_line_is_convolved() =>
        Assert.InRange(Train(new Lines(seed: 1), DigitImages.Training, DigitImages.HoldOut, epochs: 20), 0.9, 1);

    // LeCun et al. 1998 (with all connections between the maps); He et al. 2015, table 6: 0.27 million and 0.85 million, to which the projections (option B) add a little.
    [Fact]
    public void Published_networks_have_the_published_number_of_parameters()
    {
        Assert.Equal(61_706, Learned(LeNet5.Definition));
        Assert.Equal(269_722 + (16 * 32) + (32 * 64) + (2 * (32 + 64)), Learned(ResNet20.Definition));
        Assert.Equal(853_018 + (16 * 32) + (32 * 64) + (2 * (32 + 64)), Learned(ResNet56.Definition));
        Assert.Equal([64, 8, 8], ResNet56.Definition.AllLayers.Single(layer => layer.Kind == "GlobalAveragePool").InputShape);
        Assert.Equal([10], ResNet56.Definition.AllLayers.Last().OutputShape);
    }

    private static int Learned(NetworkDefinition definition) => definition.Parameters.Where(parameter => parameter.IsLearned).Sum(parameter => parameter.Length);

    private static double Train(INetwork<float> network, Dataset<float> training, Dataset<float> holdOut, int epochs, double learningRate = 3e-3)
    {
        TrainingResult result = Trainer.Fit(network, training, new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = 32,
            Optimizer = new AdamW(learningRate),
            Schedule = new CosineSchedule { WarmUpSteps = 50 },
            Seed = 1,
            Validation = holdOut,
        }, TestContext.Current.CancellationToken);
        return result.Validation!["accuracy"];
    }

    /// <summary>The images with 28 × 28 pixels, interpolated between the centres of the old ones.</summary>
    private static Dataset<float> Enlarge(Dataset<float> images)
    {
        var enlarged = new float[images.Count * LargeSide * LargeSide];
        for (int i = 0; i < enlarged.Length; i++)
        {
            ReadOnlySpan<float> image = images.Input(i / (LargeSide * LargeSide));
            (int top, float down) = Between(i / LargeSide % LargeSide);
            (int left, float right) = Between(i % LargeSide);
            float upper = image[(top * Side) + left] + (right * (image[(top * Side) + left + 1] - image[(top * Side) + left]));
            float lower = image[((top + 1) * Side) + left] + (right * (image[((top + 1) * Side) + left + 1] - image[((top + 1) * Side) + left]));
            enlarged[i] = upper + (down * (lower - upper));
        }

        return new Dataset<float>(enlarged, LargeSide * LargeSide, [.. images.Targets], images.TargetLength);

        static (int Index, float Share) Between(int pixel)
        {
            float position = Math.Clamp(((pixel + 0.5f) * Side / LargeSide) - 0.5f, 0, Side - 1);
            int index = Math.Min((int)position, Side - 2);
            return (index, position - index);
        }
    }
}

[Network, Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Relu, MaxPool(2)]
[Conv2D(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class LeNet5;

[Network, Input(1, 8, 8)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Use<Same16>]
[Use<Down32>]
[Use<Down64>]
[GlobalAveragePool, Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class ResNet8;

[Network, Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Repeat<Same16>(3)]
[Use<Down32>, Repeat<Same32>(2)]
[Use<Down64>, Repeat<Same64>(2)]
[GlobalAveragePool, Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class ResNet20;

[Network, Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Repeat<Same16>(9)]
[Use<Down32>, Repeat<Same32>(8)]
[Use<Down64>, Repeat<Same64>(8)]
[GlobalAveragePool, Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class ResNet56;

[Block, Residual(Activation = Activation.Relu)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu, Conv2D(16, 3, Padding = 1), BatchNorm]
internal sealed class Same16;

[Block, Residual(Activation = Activation.Relu)]
[Conv2D(32, 3, Padding = 1), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), BatchNorm]
internal sealed class Same32;

[Block, Residual(Activation = Activation.Relu)]
[Conv2D(64, 3, Padding = 1), BatchNorm, Relu, Conv2D(64, 3, Padding = 1), BatchNorm]
internal sealed class Same64;

[Block, Residual(Activation = Activation.Relu, Shortcut = Shortcut.NormalizedProjection)]
[Conv2D(32, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), BatchNorm]
internal sealed class Down32;

[Block, Residual(Activation = Activation.Relu, Shortcut = Shortcut.NormalizedProjection)]
[Conv2D(64, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(64, 3, Padding = 1), BatchNorm]
internal sealed class Down64;

// The pixels of a digit as a signal of one channel.
[Network, Input(1, 64)]
[Conv1D(16, 9, Padding = Padding.Same), BatchNorm, Relu, MaxPool(2)]
[Repeat<LineStep>(3)]
[Flatten, Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Lines;

[Block, Residual]
[Conv1D(16, 5, Padding = Padding.Same), BatchNorm, Relu, Conv1D(16, 5, Padding = Padding.Same), BatchNorm]
internal sealed class LineStep;
