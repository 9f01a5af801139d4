namespace NetCompiler.Training.Tests;

/// <summary>Networks so deep that gradients vanish without a remedy, trained from their defaults.</summary>
public class DepthTests
{
    private const double Chance = 0.1;

    [Fact]
    public void Fifty_plain_sigmoid_layers_do_not_learn() => Assert.InRange(DigitImages.Accuracy(seed => new PlainSigmoid(seed), epochs: 20), 0, 2 * Chance);

    [Fact]
    public void Fifty_highway_layers_learn() => Assert.InRange(DigitImages.Accuracy(seed => new Highways(seed), epochs: 60), 0.93, 1);

    [Fact]
    public void Fifty_residual_layers_that_start_as_the_identity_learn() => Assert.InRange(DigitImages.Accuracy(seed => new ReZeros(seed), epochs: 60), 0.93, 1);

    [Fact]
    public void A_hundred_residual_layers_with_batch_normalization_learn() => Assert.InRange(DigitImages.Accuracy(seed => new Residuals(seed), epochs: 30), 0.93, 1);

    [Fact]
    public void A_last_batch_too_small_to_normalise_is_left_out()
    {
        var network = new Residuals(1);
        TrainingResult result = Trainer.Fit(network, DigitImages.Training.Take(65), new TrainingOptions { Epochs = 2, BatchSize = 32 }, TestContext.Current.CancellationToken);
        Assert.Equal(2, result.History.Count());
        var exception = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, DigitImages.Training, new TrainingOptions { BatchSize = 1 }, TestContext.Current.CancellationToken));
        Assert.Contains("at least 2", exception.Message, StringComparison.Ordinal);
    }
}

[Network(Input = 64)]
[Repeat<ResidualStep>(50)]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class Residuals;

[Block, Residual]
[Dense(64), BatchNorm, Relu, Dense(64), BatchNorm]
internal sealed class ResidualStep;

#pragma warning disable NC2001 // This one must not learn.
[Network(Input = 64)]
[Repeat<SigmoidLayer>(50)]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class PlainSigmoid;
#pragma warning restore NC2001

[Block, Dense(64), Sigmoid]
internal sealed class SigmoidLayer;

[Network(Input = 64)]
[Repeat<HighwayLayer>(50)]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class Highways;

[Block, Highway, Dense(64), Tanh]
internal sealed class HighwayLayer;

[Network(Input = 64)]
[Repeat<ReZeroLayer>(50)]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class ReZeros;

[Block, Residual(ReZero = true), Dense(64), Tanh]
internal sealed class ReZeroLayer;
