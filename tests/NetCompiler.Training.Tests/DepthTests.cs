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
}

[Network(Input = 64)]
[Repeat<SigmoidLayer>(50)]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class PlainSigmoid;

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
