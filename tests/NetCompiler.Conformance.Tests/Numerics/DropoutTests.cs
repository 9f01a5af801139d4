using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Networks that draw random numbers, against the interpreter with its own hash and against central differences.</summary>
public class DropoutTests
{
    [Theory]
    [MemberData(nameof(DropoutCases.Names), MemberType = typeof(DropoutCases))]
    public void Double_agrees_with_the_interpreter(string name) => Agrees<double>(name);

    [Theory]
    [MemberData(nameof(DropoutCases.Names), MemberType = typeof(DropoutCases))]
    public void Float_agrees_with_the_interpreter(string name) => Agrees<float>(name);

    private static void Agrees<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] batches = DropoutCases.Library[name].Batches;
        var subject = new Subject<T>(DropoutCases.Library, name, batches.Max());
        Workspace<T> workspace = subject.Network.CreateWorkspace(batches.Max());
        foreach (int batch in batches)
        {
            double tolerance = 4 * subject.Tolerance(batch);
            Elements.AssertClose<T>(subject.Interpreted.Predict(subject.Input(batch)), subject.Predict(batch), tolerance, 1e-2, $"batch {batch}, outputs");
            foreach ((ulong seed, long step) in new[] { (1UL, 0L), (1UL, 1L), (99UL, 123456789012L) })
            {
                (workspace.Seed, workspace.Step) = (subject.Interpreted.Seed, subject.Interpreted.Step) = (seed, step);
                double loss = subject.Interpreted.Gradient(subject.Input(batch), subject.Target(batch), out double[] gradients);
                (T actualLoss, T[] actual) = subject.Gradient(batch, workspace);
                Elements.AssertClose<T>([loss], [actualLoss], tolerance, 1e-2, $"batch {batch}, step {step}, loss");
                Elements.AssertClose<T>(gradients, actual, tolerance, 1e-2, $"batch {batch}, step {step}, gradient");
                Assert.Equal(name == "Never" ? step : step + 1, workspace.Step);
            }
        }
    }

    [Theory]
    [MemberData(nameof(DropoutCases.Names), MemberType = typeof(DropoutCases))]
    public void Gradients_are_the_measured_slopes(string name)
    {
        const int Batch = 3;
        var subject = new Subject<double>(DropoutCases.Library, name, Batch);
        Workspace<double> workspace = subject.Network.CreateWorkspace(Batch), scratch = subject.Network.CreateWorkspace(Batch);
        workspace.Step = 5;
        (double loss, double[] gradients) = subject.Gradient(Batch, workspace);
        int[] elements = [.. subject.Definition.Parameters.SelectMany(parameter => Enumerable.Range(parameter.Offset, Math.Min(parameter.Length, 40)))];

        double[] point = [.. elements.Select(element => subject.Network.Parameters[element])];
        GradientDifference difference = GradientCheck.Compare(
            Loss, point, [.. elements.Select(element => gradients[element])], floor: 1e-3 * Math.Max(1.0, Math.Abs(loss)), extrapolate: false);

        Assert.Equal(loss, Loss(point));
        Assert.True(difference.Error <= 1e-6, $"{difference}");

        double Loss(double[] values)
        {
            foreach ((int element, double value) in elements.Zip(values))
                subject.Network.Parameters[element] = value;
            // The same step draws the same masks.
            scratch.Step = 5;
            return subject.Gradient(Batch, scratch).Loss;
        }
    }

    [Fact]
    public void Other_steps_seeds_and_networks_drop_others()
    {
        var subject = new Subject<double>(DropoutCases.Library, "Hidden", 5, seed: 1);
        Workspace<double> workspace = subject.Network.CreateWorkspace(5);
        double first = subject.Gradient(5, workspace).Loss, second = subject.Gradient(5, workspace).Loss;
        Assert.NotEqual(first, second);
        Assert.Equal(2, workspace.Step);
        workspace.Step = 0;
        Assert.Equal(first, subject.Gradient(5, workspace).Loss);
        (workspace.Step, workspace.Seed) = (0, 77);
        Assert.NotEqual(first, subject.Gradient(5, workspace).Loss);
        // At first a workspace has the seed of its network.
        Assert.Equal(9UL, DropoutCases.Library.Create<double>("Hidden", seed: 9).CreateWorkspace(1).Seed);
    }

    [Fact]
    public void The_seed_of_training_decides_what_is_dropped()
    {
        float[] first = Train(3), second = Train(3), other = Train(4);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        static float[] Train(ulong seed)
        {
            var subject = new Subject<float>(DropoutCases.Library, "Hidden", 40);
            var data = new Dataset<float>(Elements.To<float>(subject.Input(40)), 5, Elements.To<float>(subject.Target(40)));
            // Unshuffled, so that the seed decides on nothing else.
            Trainer.Fit(
                subject.Network, data, new TrainingOptions { Epochs = 3, BatchSize = 8, Shuffle = false, Seed = seed }, TestContext.Current.CancellationToken);
            return subject.Network.Parameters.ToArray();
        }
    }

    [Fact]
    public void A_step_with_dropout_and_clipping_allocates_nothing()
    {
        var subject = new Subject<float>(DropoutCases.Library, "Wide", 8);
        INetwork<float> network = subject.Network;
        Workspace<float> workspace = network.CreateWorkspace(8);
        OptimizerState<float> state = new Adam(1e-4).CreateState<float>(network.Definition);
        float[] input = Elements.To<float>(subject.Input(8)), target = Elements.To<float>(subject.Target(8));
        GradientClipping clipping = GradientClipping.Adaptive(0.01);
        Train(20);
        Assert.Equal(0, Allocations.Of(() => Train(1000)));

        void Train(int count)
        {
            for (int i = 0; i < count; i++)
            {
                network.Gradient(input, target, workspace);
                clipping.Apply<float>(network.Definition, workspace.Gradients, network.Parameters);
                state.Step(network.Parameters, workspace.Gradients);
            }
        }
    }
}
