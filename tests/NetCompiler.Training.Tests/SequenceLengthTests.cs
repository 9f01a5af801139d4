namespace NetCompiler.Training.Tests;

/// <summary>Training on padded sequences of different lengths, whose padding is NaN.</summary>
public class SequenceLengthTests
{
    private const int Time = 12;

    [Fact]
    public void A_network_learns_what_the_first_and_last_real_step_are()
    {
        var network = new SameEnds(seed: 1);
        TrainingResult result = Trainer.Fit(network, Draw(1, 1024), new TrainingOptions<float>
        {
            Epochs = 40, BatchSize = 64, Optimizer = new Adam(0.01), Validation = Draw(2, 300), AccumulationSteps = 2,
        }, TestContext.Current.CancellationToken);
        Evaluation evaluation = Trainer.Evaluate(network, Draw(3, 300));

        Assert.All(result.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
        Assert.InRange(evaluation["accuracy"], 0.98, 1);
    }

    [Fact]
    public void Losses_and_metrics_of_steps_leave_padding_out()
    {
        var network = new Tagger(seed: 1);
        Dataset<float> padded = PaddedSequences.Create([[1f, 2f], [3f], [1f, 1f, 0.5f]], Time, 1, [[0f, 1f], [1f], [0f, 0f, 1f]], 1);
        Evaluation all = Trainer.Evaluate(network, padded);
        double loss = 0, accuracy = 0;
        foreach ((int row, int length) in new[] { (0, 2), (1, 1), (2, 3) })
        {
            float[] output = new float[length * 2], target = [.. padded.Target(row)[..length]];
            network.Predict(padded.Input(row)[..length], [length], output);
            loss += length * network.Loss(output, [length], target);
            accuracy += target.Index().Count(step => output[(2 * step.Index) + 1] > output[2 * step.Index] == (step.Item == 1));
        }

        Assert.Equal(loss / 6, all.Loss, 1e-5);
        Assert.Equal(accuracy / 6, all["accuracy"], 1e-9);
    }

    /// <summary>Without a learning rate nothing moves, so it is the loss of an evaluation.</summary>
    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 1, 2)]
    public void The_loss_of_an_epoch_is_the_mean_over_all_steps(int batchSize, int accumulationSteps, int truncateAt)
    {
        var network = new Tagger(seed: 1);
        Dataset<float> padded = PaddedSequences.Create([[1f, 2f, -3f, 2f, 0f], [3f], [1f, 1f, 0.5f]], Time, 1, [[0f, 1f, 1f, 0f, 1f], [1f], [0f, 0f, 1f]], 1);
        var options = new TrainingOptions { Epochs = 1, BatchSize = batchSize, AccumulationSteps = accumulationSteps, TruncateAt = truncateAt, Optimizer = new Sgd(0) };
        TrainingResult result = Trainer.Fit(network, padded, options, TestContext.Current.CancellationToken);
        Assert.Equal(Trainer.Evaluate(network, padded).Loss, result.Loss, 1e-6);
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        Dataset<float> longer = PaddedSequences.Create([new float[Time], new float[5]], Time + 1, 1, [[0f], [1f]]);
        Assert.Contains($"takes {Time} inputs per example", Assert.Throws<ArgumentException>(() => Trainer.Fit(new SameEnds(1), longer, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("sequences[1] has 0 elements", Assert.Throws<ArgumentException>(() => PaddedSequences.Create([new float[3], []], 3, 1, [[0f], [1f]])).Message, StringComparison.Ordinal);
        Assert.Contains("sequences[0] has 2 steps, but targets[0] has 1", Assert.Throws<ArgumentException>(() => PaddedSequences.Create([new float[2]], 3, 1, [[0f]], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 sequences of 1500000000 steps of 3 are 9000000000 elements", Assert.Throws<ArgumentException>(() => PaddedSequences.Create([new float[3], new float[6]], 1_500_000_000, 3, [[0f], [1f]])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 1 inputs but 2 lengths", Assert.Throws<ArgumentException>(() => new Dataset<float>(new float[3], 3, [1, 2], [0f])).Message, StringComparison.Ordinal);
    }

    /// <summary>The class is whether the first step and the last one in front of the padding have the same sign.</summary>
    private static Dataset<float> Draw(int seed, int count)
    {
        var random = new Random(seed);
        float[] inputs = new float[count * Time], targets = new float[count];
        int[] lengths = new int[count];
        for (int row = 0; row < count; row++)
        {
            Span<float> sequence = inputs.AsSpan(row * Time, Time);
            sequence.Fill(float.NaN);
            lengths[row] = random.Next(2, Time + 1);
            for (int t = 0; t < lengths[row]; t++)
                sequence[t] = random.Next(2) == 0 ? -1 : 1;
            targets[row] = sequence[0] == sequence[lengths[row] - 1] ? 1 : 0;
        }

        return new Dataset<float>(inputs, Time, lengths, targets);
    }
}

[Network, Input(Time = 12, Features = 1)]
[Lstm(16, ForgetBias = 2), Dense(2), SoftmaxCrossEntropy]
internal sealed partial class SameEnds;

[Network, Input(Time = 12, Features = 1)]
[Gru(4, Returns = Returns.Sequence), Dense(2), SoftmaxCrossEntropy]
internal sealed partial class Tagger;
