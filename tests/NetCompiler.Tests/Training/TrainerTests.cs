namespace NetCompiler.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void The_snippet_of_the_readme_trains_in_float()
    {
        (Dataset<float> train, Dataset<float> test) = TestData.Classes(400).Split(0.75);
        var net = new LinearNetwork<float>(2, 3, "SoftmaxCrossEntropy");

        TrainingResult result = Trainer.Fit(net, train, new TrainingOptions
        {
            Epochs = 30, BatchSize = 64, Optimizer = new AdamW(5e-2f), Validation = test, Progress = new ConsoleProgress(TextWriter.Null),
        });

        Assert.Equal(StopReason.Completed, result.StopReason);
        Assert.Equal(30, result.History.Length);
        Assert.True(result.Validation!["accuracy"] > 0.97, result.ToString());
        Assert.True(result.History[^1].Loss < 0.5 * result.History[0].Loss);
    }

    [Fact]
    public void Double_finds_the_least_squares_solution()
    {
        Dataset<double> data = TestData.Line<double>(50);
        var net = new LinearNetwork<double>(2, 1, "MeanSquaredError");

        TrainingResult result = Trainer.Fit(net, data, new TrainingOptions<double> { Epochs = 2000, BatchSize = 50, Optimizer = new Sgd(0.3) });

        Assert.Equal([2.0, -3.0], net.Parameters[..2].ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(0.5, net.Parameters[^1], 1e-9);
        Assert.True(result.Loss < 1e-15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_epoch_has_every_example_once_and_a_smaller_last_batch(bool shuffle)
    {
        var data = new Dataset<float>(Enumerable.Range(0, 23).Select(i => (float)i).ToArray(), 1, new float[23]);
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        var batches = new List<int>();
        var inner = new Recorder(net);
        net.OnGradient = batch =>
        {
            batches.Add(batch);
            return 0f;
        };

        Trainer.Fit(inner, data, new TrainingOptions { Epochs = 3, BatchSize = 5, Shuffle = shuffle, Optimizer = new Sgd(0.0), Seed = 7 });

        Assert.Equal([5, 5, 5, 5, 3, 5, 5, 5, 5, 3, 5, 5, 5, 5, 3], batches);
        float[] inOrder = [.. Enumerable.Range(0, 23).Select(i => (float)i)];
        float[][] epochs = [.. inner.Seen.Chunk(23)];
        Assert.All(epochs, epoch => Assert.Equal(inOrder, epoch.Order()));
        Assert.All(epochs, epoch => Assert.Equal(!shuffle, epoch.SequenceEqual(inOrder)));
        Assert.Equal(!shuffle, epochs[0].SequenceEqual(epochs[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_training_loss_weighs_a_partial_batch_by_its_examples(int accumulationSteps)
    {
        var data = new Dataset<float>([0f, 0f, 0f, 0f, 0f], 1, [1f, 1f, 1f, 1f, 6f]);
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        Assert.Equal(8.0, Trainer.Fit(net, data, new TrainingOptions
        {
            Epochs = 1, BatchSize = 2, AccumulationSteps = accumulationSteps, Shuffle = false, Optimizer = new Sgd(0),
        }).Loss, 6);
    }

    [Fact]
    public void Targets_are_shuffled_with_their_inputs()
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(i => i / 64f)];
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        net.Parameters[0] = 1f;

        TrainingResult result = Trainer.Fit(net, new Dataset<float>(values, 1, values), new TrainingOptions { Epochs = 1, BatchSize = 7, Optimizer = new Sgd(0) });

        Assert.Equal(0.0, result.Loss);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_does_not()
    {
        float[] first = Weights(3), second = Weights(3), other = Weights(4);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        static float[] Weights(ulong seed)
        {
            var net = new LinearNetwork<float>(2, 3, "SoftmaxCrossEntropy");
            Trainer.Fit(net, TestData.Classes(100), new TrainingOptions { Epochs = 5, BatchSize = 8, Seed = seed });
            return net.Parameters.ToArray();
        }
    }

    [Theory]
    [InlineData(12, 3)]
    [InlineData(5, 7)]
    [InlineData(20, 5)]
    public void Accumulation_equals_the_large_batch(int batchSize, int accumulationSteps)
    {
        // 97 examples: the last step has fewer batches and the last batch fewer examples.
        Dataset<double> data = TestData.Line<double>(97);
        double[] accumulated = Weights(batchSize, accumulationSteps, out double accumulatedLoss);
        double[] large = Weights(batchSize * accumulationSteps, 1, out double largeLoss);

        Assert.Equal(large, accumulated, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(largeLoss, accumulatedLoss, 1e-12);
        Assert.NotEqual(0.0, large[0]);

        double[] Weights(int batch, int steps, out double loss)
        {
            var net = new LinearNetwork<double>(2, 1, "MeanSquaredError");
            loss = Trainer.Fit(net, data, new TrainingOptions<double> { Epochs = 4, BatchSize = batch, AccumulationSteps = steps, Seed = 5 }).Loss;
            return net.Parameters.ToArray();
        }
    }

    [Fact]
    public void The_schedule_sets_the_rate_of_every_step()
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, TestData.Line<float>(20), new TrainingOptions
        {
            Epochs = 4, BatchSize = 5, Optimizer = new Sgd(0.1), Schedule = new ExponentialSchedule(0.5),
        });

        Assert.Equal([0.1, 0.05, 0.025, 0.0125], result.History.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Plateau_hears_the_validation_loss()
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, TestData.Line<float>(20), new TrainingOptions
        {
            Epochs = 4, Optimizer = new Sgd(0.0), Validation = TestData.Line<float>(20), Schedule = new ReduceOnPlateauSchedule { Patience = 1 },
        });

        // A rate of 0 never improves: epochs 2 and 3 are bad, epoch 4 is reduced. The factor shows in what the optimizer was given.
        Assert.All(result.History, epoch => Assert.Equal(0.0, epoch.LearningRate));
        var moving = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        TrainingResult second = Trainer.Fit(moving, TestData.Line<float>(20), new TrainingOptions
        {
            Epochs = 4,
            BatchSize = 20,
            Optimizer = new Sgd(1e-12),
            Validation = TestData.Line<float>(20),
            Schedule = new ReduceOnPlateauSchedule { Patience = 1 },
        });
        Assert.Equal([1e-12, 1e-12, 1e-12, 1e-13], second.History.Select(epoch => epoch.LearningRate), (a, b) => Math.Abs(a - b) < 1e-20);
    }

    [Fact]
    public void Evaluate_weighs_a_partial_batch_by_its_examples()
    {
        var data = new Dataset<float>([0f, 0f, 0f, 0f, 0f], 1, [1f, 1f, 1f, 1f, 6f]);
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");

        Evaluation evaluation = Trainer.Evaluate(net, data, [new Mae(), new Rmse()], batchSize: 2);

        Assert.Equal(8.0, evaluation.Loss, 6);
        Assert.Equal(2.0, evaluation["mae"], 6);
        Assert.Equal("loss 8, MAE 2, RMSE 2.828", evaluation.ToString());
        Assert.Contains("loss, MAE, RMSE", Assert.Throws<KeyNotFoundException>(() => evaluation["accuracy"]).Message);
    }

    /// <summary>Writes down every input that a gradient was asked for.</summary>
    private sealed class Recorder(LinearNetwork<float> inner) : INetwork<float>
    {
        public List<float> Seen { get; } = [];

        public NetworkDefinition Definition => inner.Definition;

        public int InputLength => inner.InputLength;

        public int OutputLength => inner.OutputLength;

        public int TargetLength => inner.TargetLength;

        public Span<float> Parameters => inner.Parameters;

        public FrozenNetwork<float> Freeze() => throw new NotSupportedException();

        public Workspace<float> CreateWorkspace(int maxBatch) => inner.CreateWorkspace(maxBatch);

        public void Predict(ReadOnlySpan<float> input, Span<float> output) => inner.Predict(input, output);

        public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Workspace<float> workspace)
        {
            Seen.AddRange(input.ToArray());
            return inner.Gradient(input, target, workspace);
        }

        public float Loss(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => inner.Loss(output, target);
    }
}
