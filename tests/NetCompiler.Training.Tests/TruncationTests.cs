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
    public void Sequences_take_part_for_as_long_as_they_last()
    {
        // Of 3, 11 and 7 steps, in pieces of 4: three, two and one of them are left, the longest first.
        int[] lengths = [3, 11, 7];
        float[][] inputs = [.. lengths.Select((length, i) => Enumerable.Range(0, length).Select(t => MathF.Sin((3 * i) + t)).ToArray())];
        float[][] targets = [.. inputs.Select(row => row.Select(value => value > 0 ? 1f : 0f).ToArray())];
        Dataset<float> data = PaddedSequences.Create(inputs, 11, 1, targets, 1);
        Latch expected = new(seed: 1), trained = new(seed: 1);
        var options = new TrainingOptions<float> { Epochs = 1, BatchSize = 3, TruncateAt = 4, Optimizer = new Sgd(0.5), Clipping = GradientClipping.None, Shuffle = false };

        TrainingResult result = Trainer.Fit(trained, data, options, TestContext.Current.CancellationToken);

        SequenceState<float> state = expected.CreateSequenceState(3);
        Workspace<float> workspace = expected.CreateWorkspace(3);
        int done = 0;
        double sum = Step(4, (1, 4), (2, 4), (0, 3)) + Step(4, (1, 4), (2, 3)) + Step(3, (1, 3));
        Assert.All(expected.Parameters.ToArray().Zip(trained.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal(sum / lengths.Sum(), result.Loss, 1e-5);

        double Step(int steps, params (int Row, int Length)[] rows)
        {
            float[] x = [.. rows.SelectMany(row => Padded(inputs[row.Row], row.Length))], y = [.. rows.SelectMany(row => Padded(targets[row.Row], row.Length))];
            float loss = expected.Gradient(x, [.. rows.Select(row => row.Length)], y, workspace, state);
            for (int i = 0; i < workspace.Gradients.Length; i++)
                expected.Parameters[i] -= 0.5f * workspace.Gradients[i];
            done += steps;
            return loss * rows.Sum(row => row.Length);

            float[] Padded(float[] sequence, int length) => [.. sequence.Skip(done).Take(length), .. new float[steps - length]];
        }
    }

    [Fact]
    public void Streams_of_different_lengths_are_longer_than_the_network()
    {
        // 600 steps padded, of which some streams have less; the network holds 20.
        var random = new Random(1);
        Dataset<float> whole = Draw(1, 32);
        int[] lengths = [.. Enumerable.Range(0, whole.Count).Select(_ => random.Next(200, Steps + 1))];
        var data = new Dataset<float>(whole.Inputs.ToArray(), Steps, lengths, whole.Targets.ToArray(), Steps);
        var network = new Latch(seed: 1);
        Trainer.Fit(network, data, new TrainingOptions<float> { Epochs = 18, BatchSize = 16, TruncateAt = 10, Optimizer = new Adam(0.01), Validation = data }, TestContext.Current.CancellationToken);
        Assert.InRange(Trainer.Evaluate(network, data)["accuracy"], 0.97, 1);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Dataset<float> streams = Draw(1, 2);
        Says("TruncateAt is 21, but NetCompiler.Training.Tests.Latch is declared for at most 20 steps", new Latch(1), streams, new() { TruncateAt = 21 });
        Says("no loss of every step", new SameEnds(1), new Dataset<float>(new float[24], 12, new float[2]), new() { TruncateAt = 4 });
        Says($"takes 20 inputs per example; the training data has {Steps}, so set TruncateAt", new Latch(1), streams, new());
        Says("Bidirectional at blocks.0", new BothWays(1), new Dataset<float>(new float[24], 12, new float[24], 12), new() { TruncateAt = 4 });
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

[Block, Gru(3, Returns = Returns.Sequence)]
internal sealed partial class OneWay;

[Network, Input(Time = 12, Features = 1)]
[Bidirectional<OneWay>, Dense(1), MeanSquaredError]
internal sealed partial class BothWays;
