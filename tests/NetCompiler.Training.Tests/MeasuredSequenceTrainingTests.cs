namespace NetCompiler.Training.Tests;

/// <summary>A training run on sequences whose every step is measured goes as one that is not measured.</summary>
public class MeasuredSequenceTrainingTests
{
    [Fact]
    public void Sequences_of_different_lengths_are_measured() =>
        GoesAlike(() => new SameEnds(seed: 1), Ends(24), new() { Epochs = 2, BatchSize = 8, AccumulationSteps = 2 }, steps: 4);

    [Fact]
    public void Pieces_of_sequences_are_measured() =>
        GoesAlike(() => new Tagger(seed: 1), Streams(16), new() { Epochs = 2, BatchSize = 8, TruncateAt = 5 }, steps: 2 * 2 * 5);

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void A_decoder_reads_the_same_in_a_measured_step(double probability) =>
        GoesAlike(() => new Turner(seed: 1), Pairs(24), new() { Epochs = 2, BatchSize = 8, TeacherForcing = TeacherForcing.Constant(probability) }, steps: 6);

    /// <summary>A step that is not finite is taken again for a closer look, which must not go on from the state that it has left.</summary>
    [Fact]
    public void A_piece_that_is_not_finite_is_looked_at_from_its_own_beginning()
    {
        var network = new Tagger(seed: 1);
        ParameterInfo weight = Tagger.Definition.Parameters.Single(parameter => parameter.Name == "layers.1.weight");
        network.Parameters[weight.Offset] = float.PositiveInfinity;
        Dataset<float> data = Streams(2);
        GradientFlowReport report = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(
            network,
            data,
            new TrainingOptions { Epochs = 1, BatchSize = 2, Shuffle = false, TruncateAt = 5, NonFinite = NonFinitePolicy.Skip, GradientFlow = new GradientFlowOptions { Every = 100 } },
            TestContext.Current.CancellationToken)).Result.GradientFlow!;
        Assert.Equal(report.StepsTaken, report.StepsNotFinite);

        // The first piece is left out, and with it the state behind it, so that the second begins where the first began.
        SequenceState<float> state = network.CreateSequenceState(2);
        float[] Piece(int piece) => [.. Enumerable.Range(0, 2).SelectMany(row => data.Input(row).Slice(piece * 5, 5).ToArray())];
        int[] lengths = [5, 5];
        float[] targets = new float[10];
        double expected = GradientFlow.Measure(network, Piece(1), lengths, targets, state).Steps[0].Layer("layers.0")!.ActivationMean;
        Assert.Equal(expected, report.Steps[1].Layer("layers.0")!.ActivationMean, 1e-6);
    }

    private static void GoesAlike(Func<INetwork<float>> create, Dataset<float> data, TrainingOptions options, int steps)
    {
        (INetwork<float> plain, INetwork<float> measured) = (create(), create());
        TrainingResult expected = Trainer.Fit(plain, data, With(null), TestContext.Current.CancellationToken);
        TrainingResult result = Trainer.Fit(measured, data, With(new GradientFlowOptions { Every = 1, MostExamples = int.MaxValue }), TestContext.Current.CancellationToken);
        Assert.All(expected.History.Zip(result.History), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, 1e-5));
        Assert.All(plain.Parameters.ToArray().Zip(measured.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        Assert.Equal(steps, result.GradientFlow!.Steps.Length);
        Assert.All(result.GradientFlow.Steps, step =>
        {
            LayerGradientFlow last = step.Layers[^1];
            Assert.True(double.IsFinite(last.ErrorSignal) && last.ErrorSignal > 0 && double.IsFinite(last.ActivationMean));
        });

        TrainingOptions With(GradientFlowOptions? flow) => new()
        {
            Epochs = options.Epochs, BatchSize = options.BatchSize, AccumulationSteps = options.AccumulationSteps, TruncateAt = options.TruncateAt, TeacherForcing = options.TeacherForcing,
            Optimizer = new Sgd(0.1), GradientFlow = flow,
        };
    }

    private static Dataset<float> Ends(int count)
    {
        (float[][] sequences, var random) = Sequences(count, 12);
        return PaddedSequences.Create(sequences, 12, 1, [.. sequences.Select(_ => new[] { (float)random.Next(2) })]);
    }

    /// <summary>Twice as long as the network is declared for.</summary>
    private static Dataset<float> Streams(int count)
    {
        (float[][] sequences, _) = Sequences(count, 24);
        return PaddedSequences.Create(sequences, 24, 1, [.. sequences.Select(sequence => sequence.Select(value => value > 0 ? 1f : 0f).ToArray())], 1);
    }

    private static Dataset<float> Pairs(int count)
    {
        var random = new Random(2);
        float[][] sources = [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, 1 + (row % 5)).Select(_ => (float)random.Next(6)).ToArray())];
        return PaddedSequences.CreatePairs(sources, 5, 1, [.. sources.Select(source => source.Append(7f).ToArray())], 6);
    }

    private static (float[][] Sequences, Random Random) Sequences(int count, int longest)
    {
        var random = new Random(1);
        return ([.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, longest - (row % 4)).Select(_ => (2 * random.NextSingle()) - 1).ToArray())], random);
    }
}
