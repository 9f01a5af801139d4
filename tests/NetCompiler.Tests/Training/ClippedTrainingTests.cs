using NetCompiler.Tests.Clipping;

namespace NetCompiler.Tests.Training;

public class ClippedTrainingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Steps_use_the_clipped_gradient_of_the_mean_loss(int accumulationSteps)
    {
        Dataset<double> data = TestData.Line<double>(30);
        foreach (GradientClipping clipping in new[]
        {
            GradientClipping.ByValue(0.3), GradientClipping.ByNorm(0.4), GradientClipping.ByGlobalNorm(0.5), GradientClipping.Adaptive(0.1),
        })
        {
            var net = new LinearNetwork<double>(2, 1, "MeanSquaredError");
            net.Parameters.Fill(0.1);
            double[] start = net.Parameters.ToArray(), gradients = Gradient(net, data);

            TrainingResult result = Trainer.Fit(net, data, new TrainingOptions<double>
            {
                Epochs = 1, BatchSize = 30 / accumulationSteps, AccumulationSteps = accumulationSteps, Optimizer = new Sgd(1.0), Clipping = clipping, Shuffle = false,
            });

            double[] clipped = ReferenceClipping.Apply(clipping, net.Definition, gradients, start);
            Assert.Equal(start.Zip(clipped, (p, g) => p - g), net.Parameters.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
            Assert.Equal(ReferenceClipping.Norm(gradients), result.History[0].GradientNorm, 1e-12);
            Assert.Equal(ReferenceClipping.Norm(gradients), result.History[0].LargestGradientNorm, 1e-12);
            // The only layer is the last one, which adaptive clipping leaves alone.
            Assert.Equal(clipping.Kind == "AdaptiveClip" ? 0 : 1, result.History[0].ClippedSteps);
        }
    }

    [Fact]
    public void The_option_comes_before_the_declaration()
    {
        double declared = Trained(GradientClipping.ByGlobalNorm(0.01), option: null);
        Assert.Equal(declared, Trained(declaration: null, GradientClipping.ByGlobalNorm(0.01)));
        Assert.Equal(declared, Trained(GradientClipping.ByGlobalNorm(0.5), GradientClipping.ByGlobalNorm(0.01)));
        Assert.Equal(Trained(declaration: null, option: null), Trained(GradientClipping.ByGlobalNorm(0.01), GradientClipping.None));
        Assert.NotEqual(declared, Trained(declaration: null, option: null));

        static double Trained(GradientClipping? declaration, GradientClipping? option)
        {
            var net = new LinearNetwork<double>(2, 1, "MeanSquaredError", clipping: declaration);
            Trainer.Fit(net, TestData.Line<double>(20), new TrainingOptions<double> { Epochs = 2, Optimizer = new Sgd(0.1), Clipping = option });
            return net.Parameters[0];
        }
    }

    [Fact]
    public void Every_step_tells_the_norm_before_clipping()
    {
        var net = new LinearNetwork<double>(2, 1, "MeanSquaredError");
        var norms = new List<double>();
        net.AfterGradient = workspace => norms.Add(ReferenceClipping.Norm(workspace.Gradients.ToArray()));
        var told = new Reports();

        TrainingResult result = Trainer.Fit(net, TestData.Line<double>(20), new TrainingOptions<double>
        {
            Epochs = 2, BatchSize = 5, Optimizer = new Sgd(0.1), Clipping = GradientClipping.ByGlobalNorm(1.5), Progress = told, ProgressInterval = TimeSpan.Zero,
        });

        Assert.Equal(norms, told.Norms, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(norms.Chunk(4).Select(epoch => epoch.Average()), result.History.Select(epoch => epoch.GradientNorm), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(norms.Chunk(4).Select(epoch => epoch.Max()), result.History.Select(epoch => epoch.LargestGradientNorm), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(norms.Chunk(4).Select(epoch => epoch.Count(norm => norm > 1.5)), result.History.Select(epoch => epoch.ClippedSteps));
        Assert.InRange(result.History.Sum(epoch => epoch.ClippedSteps), 1, 7);
    }

    private static double[] Gradient(LinearNetwork<double> net, Dataset<double> data)
    {
        Workspace<double> workspace = net.CreateWorkspace(data.Count);
        net.Gradient(data.Inputs, data.Targets, workspace);
        return workspace.Gradients.ToArray();
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<double> Norms { get; } = [];

        public void Report(TrainingProgress value) => Norms.Add(value.GradientNorm);
    }
}
