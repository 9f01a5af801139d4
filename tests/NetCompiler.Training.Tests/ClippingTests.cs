namespace NetCompiler.Training.Tests;

/// <summary>What clipping does for a gradient that explodes, and what it does not do for one that vanishes.</summary>
public class ClippingTests
{
    private const double Chance = 0.1;

    [Fact]
    public void Clipping_does_not_help_a_gradient_that_vanishes()
    {
        Assert.InRange(DigitImages.Accuracy(seed => new TwentySigmoids(seed), epochs: 20), 0, 2 * Chance);
        foreach (GradientClipping clipping in new[]
        {
            GradientClipping.ByValue(0.5), GradientClipping.ByNorm(1), GradientClipping.ByGlobalNorm(1), GradientClipping.Adaptive(0.1),
        })
            Assert.InRange(DigitImages.Accuracy(seed => new TwentySigmoids(seed), epochs: 20, clipping), 0, 2 * Chance);
    }

    [Fact]
    public void Clipping_saves_a_network_whose_gradient_explodes()
    {
        // Weights of twice the size that keeps the signal: over ten layers the gradient grows a thousandfold.
        Assert.Throws<TrainingDivergedException>(() => Train(GradientClipping.None));
        Assert.InRange(Train(GradientClipping.ByGlobalNorm(1)), 0.8, 1);

        static double Train(GradientClipping clipping)
        {
            var network = new Exploding(seed: 1);
            TrainingResult result = Trainer.Fit(network, DigitImages.Training, new TrainingOptions
            {
                Epochs = 30, BatchSize = 32, Optimizer = new Momentum(0.01), Clipping = clipping,
            });
            Assert.True(result.History[0].LargestGradientNorm > 10, $"{result.History[0].LargestGradientNorm}");
            return Trainer.Evaluate(network, DigitImages.HoldOut)["accuracy"];
        }
    }

    [Fact]
    public void A_skipped_step_leaves_the_running_statistics()
    {
        Dataset<float> data = DigitImages.Training.Take(64);
        // So large that the sums of the second batch overflow.
        Dataset<float> spoiled = new([.. data.Inputs], data.InputLength, [.. data.Targets], data.TargetLength);
        for (int i = 32; i < 64; i++)
            spoiled.Input(i).Fill(i % 2 == 0 ? 3e38f : -3e38f);

        float[] skipped = Train(spoiled, NonFinitePolicy.Skip, out long skippedSteps), without = Train(data.Take(32), NonFinitePolicy.Throw, out _);

        Assert.Equal(1, skippedSteps);
        Assert.Equal(without, skipped);

        static float[] Train(Dataset<float> data, NonFinitePolicy policy, out long nonFiniteSteps)
        {
            var network = new Normalized(seed: 1);
            var options = new TrainingOptions { Epochs = 1, BatchSize = 32, Shuffle = false, NonFinite = policy };
            nonFiniteSteps = Trainer.Fit(network, data, options, TestContext.Current.CancellationToken).NonFiniteSteps;
            return network.Parameters.ToArray();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void The_first_layer_that_is_not_finite_is_named(int tensor)
    {
        var network = new Named(seed: 1);
        ParameterInfo parameter = Named.Definition.Parameters[tensor];
        string layer = parameter.Name[..parameter.Name.LastIndexOf('.')];
        network.Parameters[parameter.Offset + parameter.Length - 1] = float.NaN;

        var exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Fit(network, DigitImages.Training, new TrainingOptions { BatchSize = 700 }, TestContext.Current.CancellationToken));

        Assert.Equal((1, 1, layer), (exception.Epoch, exception.Step, exception.Layer));
        Assert.Contains($"epoch 1, step 1 of 2: the first layer with an activation that is not finite is {layer} (Dense), and the loss is NaN", exception.Message);
    }
}

#pragma warning disable NC2001, NC2002, NC2003, NC2010 // These vanish and explode on purpose.
[Network(Input = 64)]
[Repeat<SigmoidLayer>(19)]
[Dense(64), Sigmoid]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class TwentySigmoids;

[Network(Input = 64)]
[Repeat<LargeLayer>(10)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Exploding;

[Block, Dense(64, Init = Initializer.HeNormal, InitScale = 2), Relu]
internal sealed class LargeLayer;
#pragma warning restore NC2001, NC2002, NC2003, NC2010

[Network(Input = 64)]
[Dense(64), Relu]
[Repeat<SigmoidLayer>(3)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Named;

[Network(Input = 64)]
[Dense(16), BatchNorm, Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Normalized;
