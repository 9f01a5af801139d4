namespace NetCompiler.Training.Tests;

/// <summary>Truncated back-propagation through time on streams much longer than the network's sequences.</summary>
public class TruncationTests
{
    private const int Steps = 600;

    [Fact]
    public void The_state_goes_on_from_piece_to_piece()
    {
        // What was set last must be told at every step; with a setting every 30 steps, most pieces of 10 have none.
        var network = new Latch(seed: 1);
        var options = new TrainingOptions<float> { Epochs = 12, BatchSize = 16, TruncateAt = 10, Optimizer = new Adam(0.01), Validation = Draw(2, 8) };
        Dataset<float> training = Draw(1, 32);
        TrainingResult result = Trainer.Fit(network, training, options, TestContext.Current.CancellationToken);
        Evaluation evaluation = Trainer.Evaluate(network, Draw(3, 8));

        Assert.InRange(evaluation["accuracy"], 0.97, 1);
        Assert.InRange(result.Validation!["accuracy"], 0.97, 1);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Dataset<float> streams = Draw(1, 2);
        Says("TruncateAt is 21, but NetCompiler.Training.Tests.Latch is declared for at most 20 steps", new Latch(1), streams, new() { TruncateAt = 21 });
        Says("no loss of every step", new SameEnds(1), new Dataset<float>(new float[24], 12, new float[2]), new() { TruncateAt = 4 });
        Says("takes 20 inputs per example", new Latch(1), streams, new());
        Says("AccumulationSteps 2", new Latch(1), streams, new() { TruncateAt = 4, AccumulationSteps = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions<float> { TruncateAt = -1 });

        static void Says(string message, INetwork<float> network, Dataset<float> data, TrainingOptions<float> options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => Trainer.Fit(network, data, options, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static Dataset<float> Draw(int seed, int count)
    {
        var random = new Random(seed);
        float[] inputs = new float[count * Steps], targets = new float[count * Steps];
        for (int i = 0; i < inputs.Length; i++)
        {
            bool isSet = i % Steps == 0 || random.Next(30) == 0;
            inputs[i] = isSet ? (random.Next(2) * 2) - 1 : 0.2f * (random.NextSingle() - 0.5f);
            targets[i] = isSet ? (inputs[i] + 1) / 2 : targets[i - 1];
        }

        return new Dataset<float>(inputs, Steps, targets, Steps);
    }
}

[Network, Input(Time = 20, Features = 1)]
[Lstm(8, ForgetBias = 2, Returns = Returns.Sequence), Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class Latch;
