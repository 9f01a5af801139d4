namespace NetCompiler.Training.Tests;

/// <summary>Networks that read one sequence and write another learn to write it backwards, and the end behind.</summary>
public class SequenceToSequenceTrainingTests
{
    private const int Longest = 5, Symbols = 6, Start = 6, Stop = 7;

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void A_decoder_learns_to_turn_sequences_round(double teacherForcing)
    {
        var network = new Turner(seed: 1);
        var options = new TrainingOptions<float>
        {
            Epochs = 25, BatchSize = 32, Optimizer = new Adam(0.01), Schedule = new CosineSchedule(), TeacherForcing = TeacherForcing.Linear(1, teacherForcing),
            Validation = Draw(2, 64), Metrics = [new ExactMatch(), new Accuracy()],
        };
        TrainingResult result = Trainer.Fit(network, Draw(1, 1024), options, TestContext.Current.CancellationToken);
        Assert.InRange(result.Validation!["exact match"], 0.95, 1);
        Assert.InRange(result.Validation!["accuracy"], result.Validation!["exact match"], 1);

        var decoder = new TokenDecoder<float>(network);
        DecodedTokens greedy = decoder.Greedy([1, 2, 3]);
        Assert.Equal([3, 2, 1], greedy.Tokens);
        Assert.True(greedy.IsComplete);
        IReadOnlyList<DecodedTokens> beam = decoder.Beam([1, 2, 3], width: 3);
        Assert.Equal([3, 2, 1], beam[0].Tokens);
        Assert.Equal(greedy.LogProbability, beam[0].LogProbability, 1e-5);
        Assert.Equal(3, beam.Count);
        Assert.Equal(greedy.Tokens, decoder.Beam([1, 2, 3], width: 1)[0].Tokens);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        Assert.Equal(Trained(TeacherForcing.Constant(0.5), seed: 3), Trained(TeacherForcing.Constant(0.5), seed: 3));
        Assert.NotEqual(Trained(TeacherForcing.Constant(0.5), seed: 3), Trained(TeacherForcing.Constant(0.5), seed: 4));
        Assert.Equal(Trained(TeacherForcing.Always, seed: 3), Trained(null, seed: 3));
        Assert.NotEqual(Trained(TeacherForcing.Constant(0), seed: 3), Trained(null, seed: 3));

        static float[] Trained(TeacherForcing? forcing, ulong seed)
        {
            var network = new Turner(seed: 1);
            // Batches of one order, so that nothing but the choices depends on the seed.
            Trainer.Fit(network, Draw(1, 40), new TrainingOptions<float> { Epochs = 2, BatchSize = 16, Shuffle = false, Seed = seed, TeacherForcing = forcing }, TestContext.Current.CancellationToken);
            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void What_is_drawn_does_not_depend_on_how_a_batch_is_taken()
    {
        Assert.All(Trained(16, 1).Zip(Trained(8, 2)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        static float[] Trained(int batchSize, int accumulationSteps)
        {
            var network = new Turner(seed: 1);
            Trainer.Fit(
                network,
                Draw(1, 40),
                new TrainingOptions<float> { Epochs = 1, BatchSize = batchSize, AccumulationSteps = accumulationSteps, Shuffle = false, Optimizer = new Sgd(0.1), TeacherForcing = TeacherForcing.Constant(0.5) },
                TestContext.Current.CancellationToken);
            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void Without_teacher_forcing_a_step_reads_what_was_written()
    {
        // A step with probability 0 is the gradient given the network's own outputs, shifted by one.
        var network = new Turner(seed: 1);
        Dataset<float> data = Draw(1, 8);
        float[] outputs = new float[8 * network.OutputLength], previous = new float[8 * network.MaxTargetSteps];
        network.Predict(data.Inputs, data.Lengths, outputs);
        for (int i = 0; i < previous.Length; i++)
        {
            ReadOnlySpan<float> before = i % network.MaxTargetSteps == 0 ? default : outputs.AsSpan((i - 1) * network.StepOutputLength, network.StepOutputLength);
            previous[i] = before.IsEmpty ? Start : before.IndexOf(Max(before));
        }

        Workspace<float> workspace = network.CreateWorkspace(8);
        network.Gradient(data.Inputs, data.Lengths, previous, data.Targets, data.TargetLengths, workspace);
        float[] expected = [.. network.Parameters.ToArray().Zip(workspace.Gradients.ToArray(), (value, gradient) => value - gradient)];
        Trainer.Fit(
            network, data, new TrainingOptions<float> { Epochs = 1, BatchSize = 8, Optimizer = new Sgd(1), Clipping = GradientClipping.None, TeacherForcing = TeacherForcing.Constant(0) }, TestContext.Current.CancellationToken);
        Assert.All(expected.Zip(network.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        static float Max(ReadOnlySpan<float> values)
        {
            float max = values[0];
            foreach (float value in values)
                max = Math.Max(max, value);
            return max;
        }
    }

    [Fact]
    public void Schedules_say_how_often_targets_are_read()
    {
        Assert.Equal(1, At(TeacherForcing.Always, 70));
        Assert.Equal(0.7, At(TeacherForcing.Linear(1, 0.4), 50), 1e-12);
        Assert.Equal(0.4, At(TeacherForcing.Linear(1, 0.4), 100), 1e-12);
        Assert.Equal(0.81, At(TeacherForcing.Exponential(0.9), 2), 1e-12);
        Assert.Equal(20.0 / (20 + Math.E), At(TeacherForcing.InverseSigmoid(20), 20), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => TeacherForcing.Constant(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => TeacherForcing.InverseSigmoid(0));

        static double At(TeacherForcing forcing, int step) => forcing.Probability(new SchedulePosition(step, 10, 10));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var network = new Turner(seed: 1);
        Dataset<float> data = Draw(1, 4);
        Says("lengths of inputs alone", network, new Dataset<float>(data.Inputs.ToArray(), Longest, data.Lengths.ToArray(), data.Targets.ToArray(), Longest + 1), new());
        Says("has no decoder to write them", new Latch(1), new Dataset<float>(new float[20], 20, [20], new float[20], 20, [20]), new());
        Says("TeacherForcing is set, but NetCompiler.Training.Tests.Latch has no decoder", new Latch(1), new Dataset<float>(new float[20], 20, new float[20], 20), new() { TeacherForcing = TeacherForcing.Always });
        Says("has a decoder, which begins where its encoder ends", network, data, new() { TruncateAt = 2 });
        Says("takes 6 targets per example", network, PaddedSequences.CreatePairs([[1f]], Longest, 1, [[1f]], Longest), new());
        Assert.Contains("targets[0] has 3 elements", Assert.Throws<ArgumentException>(() => PaddedSequences.CreatePairs([[1f]], 1, 1, [[1f, 1f, 1f]], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("2 inputs but 1 targets", Assert.Throws<ArgumentException>(() => PaddedSequences.CreatePairs([[1f], [2f]], 1, 1, [[1f]], 2)).Message, StringComparison.Ordinal);

        static void Says(string message, INetwork<float> network, Dataset<float> data, TrainingOptions<float> options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => Trainer.Fit(network, data, options, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static Dataset<float> Draw(int seed, int count)
    {
        var random = new Random(seed);
        float[][] sources = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, Longest + 1)).Select(_ => (float)random.Next(Symbols)).ToArray())];
        return PaddedSequences.CreatePairs(sources, Longest, 1, [.. sources.Select(source => Enumerable.Reverse(source).Append(Stop).ToArray())], Longest + 1);
    }
}

[Network, Input(Time = 5, Features = 1)]
[Encoder<TurnerReader>, Decoder<TurnerWriter>(6, StartToken = 6, StopToken = 7)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class Turner;

[Block, Embedding(6, 12), Gru(24, Returns = Returns.Sequence)]
internal sealed class TurnerReader;

[Block, Embedding(8, 12), Attention(AttentionKind.Bahdanau), Gru(24, Returns = Returns.Sequence), Dense(8)]
internal sealed class TurnerWriter;
