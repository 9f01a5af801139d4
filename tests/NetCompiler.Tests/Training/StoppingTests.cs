namespace NetCompiler.Tests.Training;

public class StoppingTests
{
    /// <summary>Validation examples that training moves towards at first and then past: the best weight lies on the way.</summary>
    private static readonly Dataset<float> s_train = new([1f], 1, [10f]);
    private static readonly Dataset<float> s_validation = new([1f], 1, [5f]);

    [Fact]
    public void Early_stopping_restores_the_best_weights()
    {
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, s_train, new TrainingOptions
        {
            Epochs = 500, Optimizer = new Sgd(0.01), Validation = s_validation, EarlyStopping = new EarlyStopping(3),
        });

        Assert.Equal(StopReason.EarlyStopping, result.StopReason);
        Assert.Equal(result.BestEpoch + 3, result.History.Length);
        Assert.Equal(result.BestEpoch, result.FinalEpoch);
        Assert.Equal(result.History.Min(epoch => epoch.Validation!.Loss), result.Validation!.Loss);
        Assert.Equal(result.Validation.Loss, Trainer.Evaluate(net, s_validation).Loss);
        Assert.True(result.History[^1].Validation!.Loss > result.Validation.Loss);
        Assert.Contains("stopped early", result.ToString());
    }

    [Fact]
    public void Early_stopping_that_never_stops_still_ends_with_the_best()
    {
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, s_train, new TrainingOptions
        {
            Epochs = 60, Optimizer = new Sgd(0.01), Validation = s_validation, EarlyStopping = new EarlyStopping(1000),
        });

        Assert.Equal(StopReason.Completed, result.StopReason);
        Assert.InRange(result.BestEpoch, 2, 59);
        Assert.Equal(result.Best!.Validation!.Loss, Trainer.Evaluate(net, s_validation).Loss);
    }

    [Fact]
    public void Without_early_stopping_the_last_weights_stay()
    {
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, s_train, new TrainingOptions { Epochs = 60, Optimizer = new Sgd(0.01), Validation = s_validation });

        Assert.Equal(60, result.FinalEpoch);
        Assert.InRange(result.BestEpoch, 2, 59);
        Assert.Equal(result.History[^1].Validation!.Loss, Trainer.Evaluate(net, s_validation).Loss);
    }

    [Fact]
    public void A_gain_below_the_minimum_is_none()
    {
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, s_train, new TrainingOptions
        {
            Epochs = 500, Optimizer = new Sgd(1e-5), EarlyStopping = new EarlyStopping(4) { MinDelta = 1.0 },
        });

        // Each epoch gains less than 0.01, so only the first counts; the best is the last all the same.
        Assert.Equal(5, result.History.Length);
        Assert.Equal(5, result.BestEpoch);
    }

    [Theory]
    [InlineData(true, 3, 6)]
    [InlineData(false, 1, 4)]
    public void Monitor_chooses_the_metric_and_its_direction(bool higherIsBetter, int best, int epochs)
    {
        var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, s_train, new TrainingOptions
        {
            Epochs = 40,
            Optimizer = new Sgd(0.01),
            Validation = s_train,
            Metrics = [new Mae(), new Scripted([0.2, 0.4, 0.9, 0.3, 0.8, 0.9, 1.0], higherIsBetter)],
            Monitor = "Scripted",
            EarlyStopping = new EarlyStopping(3),
        });

        Assert.Equal((best, best, epochs), (result.BestEpoch, result.FinalEpoch, result.History.Length));
        Assert.Equal(result.History[best - 1].Validation!["MAE"], Trainer.Evaluate(net, s_train, [new Mae()])["MAE"]);
        Assert.True(result.Validation!["MAE"] > result.History[^1].Validation!["MAE"]);
    }

    [Fact]
    public void Small_gains_add_up_to_an_improvement()
    {
        var best = new BestEpoch<float>(1, higherIsBetter: false, minDelta: 0.5);
        double[] losses = [3.0, 2.7, 2.4, 2.2, double.NaN, 2.3];
        int[] waiting = [.. losses.Select((loss, i) =>
        {
            best.Offer(i + 1, loss, [i]);
            return best.EpochsWithoutImprovement;
        })];

        Assert.Equal([0, 1, 0, 1, 2, 3], waiting);
        Assert.Equal(4, best.Epoch);
    }

    [Fact]
    public void Cancellation_keeps_the_best_epoch()
    {
        using var source = new CancellationTokenSource();
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        int gradients = 0;
        float[] afterFourth = [];
        net.OnGradient = _ =>
        {
            // 5 steps per epoch: in the middle of the fifth.
            if (gradients == 20)
                afterFourth = net.Parameters.ToArray();
            if (++gradients == 23)
                source.Cancel();
            return 0f;
        };

        TrainingResult result = Trainer.Fit(
            net, TestData.Line<float>(50), new TrainingOptions { Epochs = 100, BatchSize = 10, Optimizer = new Sgd(0.1) }, source.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(23, gradients);
        Assert.Equal(4, result.History.Length);
        Assert.Equal((4, 4), (result.BestEpoch, result.FinalEpoch));
        Assert.Equal(afterFourth, net.Parameters.ToArray());
        Assert.StartsWith("4 of 100 epochs in 0.", result.ToString());
    }

    [Fact]
    public void Cancellation_in_the_first_epoch_keeps_the_steps_so_far()
    {
        using var source = new CancellationTokenSource();
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        int gradients = 0;
        net.OnGradient = _ =>
        {
            if (++gradients == 3)
                source.Cancel();
            return 0f;
        };

        TrainingResult result = Trainer.Fit(net, TestData.Line<float>(50), new TrainingOptions { BatchSize = 10 }, source.Token);

        Assert.True(result.Cancelled);
        Assert.Empty(result.History);
        Assert.Null(result.Final);
        Assert.NotEqual(0f, net.Parameters[0]);
        Assert.EndsWith("no epoch was completed", result.ToString());
    }

    [Fact]
    public void A_token_that_is_cancelled_already_changes_nothing()
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        TrainingResult result = Trainer.Fit(net, TestData.Line<float>(50), null, new CancellationToken(canceled: true));
        Assert.True(result.Cancelled);
        Assert.Equal(0f, net.Parameters[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_loss_that_is_not_finite_stops_and_keeps_the_best_epoch(int accumulationSteps)
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        int gradients = 0;
        float[] afterThird = [];
        net.OnGradient = _ =>
        {
            if (gradients == 15)
                afterThird = net.Parameters.ToArray();
            return ++gradients == 17 ? float.NaN : 0f;
        };

        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(net, TestData.Line<float>(50), new TrainingOptions
        {
            BatchSize = 10, AccumulationSteps = accumulationSteps, Optimizer = new Sgd(0.1),
        }));

        Assert.Equal((4, accumulationSteps == 1 ? 2 : 1), (exception.Epoch, exception.Step));
        Assert.Contains($"epoch 4, step {exception.Step} of {(accumulationSteps == 1 ? 5 : 3)}: the loss is NaN (learning rate 0.1)", exception.Message);
        Assert.Contains("weights of epoch 3", exception.Message);
        Assert.Equal(3, exception.Result.History.Length);
        Assert.Equal(afterThird, net.Parameters.ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_is_named_and_not_applied(float value)
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        int gradients = 0;
        float[] before = [];
        net.AfterGradient = workspace =>
        {
            before = net.Parameters.ToArray();
            if (++gradients == 3)
                workspace.Gradients[1] = value;
        };

        var exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Fit(net, TestData.Line<float>(50), new TrainingOptions { BatchSize = 10 }));

        Assert.Equal((1, 3), (exception.Epoch, exception.Step));
        Assert.Contains("the gradient of layers.0.weight is", exception.Message);
        Assert.Contains("at element 1", exception.Message);
        Assert.Contains("the weights before that step", exception.Message);
        Assert.Equal(before, net.Parameters.ToArray());
        Assert.NotEqual(0f, before[0]);
    }

    /// <summary>A metric whose value is written down for every evaluation.</summary>
    private sealed class Scripted(double[] values, bool higherIsBetter) : Metric
    {
        private int _evaluations;

        public override string Name => "scripted";

        public override bool HigherIsBetter => higherIsBetter;

        public override double Value => values[_evaluations - 1];

        public override void Start(NetworkDefinition definition) => _evaluations++;

        public override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
        {
        }
    }
}
