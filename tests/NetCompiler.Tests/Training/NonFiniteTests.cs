namespace NetCompiler.Tests.Training;

public class NonFiniteTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void A_skipped_step_leaves_everything_as_it_is(int accumulationSteps, bool isClipped)
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        var steps = new List<float[]>();
        int gradients = 0;
        net.OnGradient = _ =>
        {
            steps.Add(net.Parameters.ToArray());
            return ++gradients == 3 ? float.NaN : 0f;
        };
        net.AfterGradient = workspace =>
        {
            if (gradients == 7)
                workspace.Gradients[1] = float.NegativeInfinity;
        };

        TrainingResult result = Trainer.Fit(net, TestData.Line<float>(50), new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 5,
            AccumulationSteps = accumulationSteps,
            NonFinite = NonFinitePolicy.Skip,
            Clipping = isClipped ? GradientClipping.ByNorm(0.1) : null,
        });

        Assert.Equal((2L, 2), (result.NonFiniteSteps, result.History[0].NonFiniteSteps));
        int[] unmoved = [.. Enumerable.Range(1, 9).Where(i => steps[i].SequenceEqual(steps[i - 1]))];
        Assert.Equal(accumulationSteps == 1 ? [3, 7] : [1, 3, 4, 5, 7, 8, 9], unmoved);
        Assert.True(double.IsFinite(result.Loss) && double.IsFinite(result.History[0].GradientNorm));
        Assert.Contains("; 2 steps were not finite", result.ToString());
    }

    [Fact]
    public void A_skipped_step_is_as_if_it_had_not_been()
    {
        // The optimizer's memory and its count of steps stay as well.
        float[] skipping = Train([1f, 2f, 3f], badStep: 2), without = Train([1f, 3f], badStep: 0);
        Assert.Equal(without, skipping);

        static float[] Train(float[] examples, int badStep)
        {
            var net = new LinearNetwork<float>(1, 1, "MeanSquaredError");
            int gradients = 0;
            net.OnGradient = _ => ++gradients == badStep ? float.PositiveInfinity : 0f;
            Trainer.Fit(net, new Dataset<float>(examples, 1, examples), new TrainingOptions
            {
                Epochs = 1, BatchSize = 1, Shuffle = false, Optimizer = new Adam(0.1), NonFinite = NonFinitePolicy.Skip,
            });
            return net.Parameters.ToArray();
        }
    }

    [Fact]
    public void Zero_applies_what_is_finite()
    {
        var net = new LinearNetwork<double>(2, 1, "MeanSquaredError");
        double[] gradient = [];
        net.AfterGradient = workspace =>
        {
            workspace.Gradients[1] = double.NaN;
            gradient = workspace.Gradients.ToArray();
        };

        TrainingResult result = Trainer.Fit(net, TestData.Line<double>(10), new TrainingOptions<double>
        {
            Epochs = 1, Optimizer = new Sgd(1.0), NonFinite = NonFinitePolicy.Zero,
        });

        gradient[1] = 0.0;
        Assert.NotEqual(0.0, gradient[0]);
        Assert.Equal([.. gradient.Select(value => -value)], net.Parameters.ToArray());
        Assert.Equal(1L, result.NonFiniteSteps);
        Assert.Equal(Math.Sqrt(gradient.Sum(value => value * value)), result.History[0].GradientNorm, 1e-12);
    }

    [Theory]
    [InlineData(NonFinitePolicy.Throw)]
    [InlineData(NonFinitePolicy.Skip)]
    public void Clipping_does_not_hide_what_is_not_finite(NonFinitePolicy policy)
    {
        foreach (GradientClipping clipping in new[]
        {
            GradientClipping.None, GradientClipping.ByValue(1), GradientClipping.ByNorm(1), GradientClipping.ByGlobalNorm(1), GradientClipping.Adaptive(1),
        })
        {
            var net = new LinearNetwork<float>(2, 1, "MeanSquaredError");
            int gradients = 0;
            net.AfterGradient = workspace =>
            {
                if (++gradients == 2)
                    workspace.Gradients[0] = float.PositiveInfinity;
            };
            var options = new TrainingOptions { Epochs = 1, BatchSize = 10, Clipping = clipping, NonFinite = policy };
            if (policy == NonFinitePolicy.Skip)
            {
                Assert.Equal(1L, Trainer.Fit(net, TestData.Line<float>(50), options).NonFiniteSteps);
                continue;
            }

            var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(net, TestData.Line<float>(50), options));
            Assert.Equal((2, "layers.0"), (exception.Step, exception.Layer));
            Assert.Equal(1L, exception.Result.NonFiniteSteps);
            Assert.Equal(clipping == GradientClipping.None, exception.Message.Contains("ByGlobalNorm(1)"));
        }
    }

    [Fact]
    public void An_epoch_of_skipped_steps_ends_training()
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError") { OnGradient = _ => float.NaN };
        var exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Fit(net, TestData.Line<float>(50), new TrainingOptions { BatchSize = 10, NonFinite = NonFinitePolicy.Skip }));
        Assert.Equal((1, 5), (exception.Epoch, exception.Step));
        Assert.Contains("Every step of the epoch was skipped.", exception.Message);
    }

    [Fact]
    public void The_exception_names_both_ends_of_a_gradient_that_is_not_finite()
    {
        var net = new LinearNetwork<float>(2, 1, "MeanSquaredError") { AfterGradient = workspace => workspace.Gradients.Fill(float.NaN) };
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(net, TestData.Line<float>(5)));
        Assert.Contains("the gradient of layers.0.weight is NaN at element 0; the backward pass met the first such gradient at layers.0.bias", exception.Message);
    }
}
