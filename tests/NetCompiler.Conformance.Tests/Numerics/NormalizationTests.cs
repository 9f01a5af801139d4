using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Layers whose training step looks at the whole batch, and differs from inference.</summary>
public class NormalizationTests
{
    private static readonly NetworkLibrary s_many = new([new Declaration("ManyPositions", "3, 64, 64", "BatchNorm(Momentum = 1)") { Precisions = [Precision.Float] }]);

    private static readonly NetworkLibrary s_far = new(new[] { "LayerNorm", "GroupNorm(2)", "InstanceNorm", "BatchNorm(Momentum = 1)" }
        .Select(layer => new Declaration($"Far{layer.Split('(')[0]}", "4, 32, 32", layer) { Precisions = [Precision.Float] }));

    public static TheoryData<string> Names => [.. NormalizationCases.All.Select(declaration => declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_agrees_with_the_interpreter(string name) => Check<double>(name, 1e-11);

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_agrees_with_the_interpreter(string name) => Check<float>(name, 3e-4);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_the_measured_slopes(string name)
    {
        const int Batch = 5;
        Subject<double> subject = Create<double>(name, Batch);
        Workspace<double> workspace = subject.Network.CreateWorkspace(Batch);
        double[] input = subject.Input(Batch), target = subject.Target(Batch);
        (double loss, double[] gradients) = subject.Gradient(Batch, workspace);
        foreach (ParameterInfo parameter in subject.Definition.Parameters)
        {
            double[] actual = gradients[parameter.Offset..(parameter.Offset + parameter.Length)];
            if (!parameter.IsLearned)
            {
                Assert.All(actual, gradient => Assert.Equal(0.0, gradient));
                continue;
            }

            double[] point = subject.Network.Parameters.Slice(parameter.Offset, parameter.Length).ToArray();
            GradientDifference difference = GradientCheck.Compare(Loss, point, actual, floor: 1e-3 * Math.Max(1.0, Math.Abs(loss)), extrapolate: false);
            Assert.Equal(loss, Loss(point), 1e-12);
            Assert.True(difference.Error <= 1e-6, $"{parameter.Name}: {difference}");

            // The loss of a training step, not of a prediction.
            double Loss(double[] values)
            {
                values.CopyTo(subject.Network.Parameters[parameter.Offset..]);
                workspace.Step = 0;
                return subject.Network.Gradient(input, target, workspace);
            }
        }
    }

    [Fact]
    public void One_example_has_no_variance()
    {
        INetwork<float> network = NormalizationCases.Library.Create<float>("NormAfterDense");
        Assert.Equal(2, network.Definition.LeastBatch);
        float[] before = network.Parameters.ToArray();

        var exception = Assert.Throws<ArgumentException>(() => network.Gradient(new float[network.InputLength], new float[network.TargetLength], network.CreateWorkspace(8)));

        Assert.All(new[] { "BatchNorm at layers.1", "at least 2", "has 1" }, text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
        Elements.AssertSame<float>(before, network.Parameters, "parameters");
    }

    [Fact]
    public void One_example_of_several_positions_has_a_variance()
    {
        Subject<double> subject = Create<double>("NormOfMaps", 1);
        Assert.Equal(1, subject.Definition.LeastBatch);
        double expected = subject.Interpreted.Gradient(subject.Input(1), subject.Target(1), out _);
        Assert.Equal(expected, subject.Gradient(1, subject.Network.CreateWorkspace(1)).Loss, 1e-12);
    }

    [Fact]
    public void A_step_whose_loss_is_not_finite_leaves_the_running_estimates_alone()
    {
        Subject<float> subject = Create<float>("NormAfterDense", 4);
        float[] before = subject.Network.Parameters.ToArray(), input = Elements.To<float>(subject.Input(4));
        input[7] = float.NaN;
        Assert.True(float.IsNaN(subject.Network.Gradient(input, Elements.To<float>(subject.Target(4)), subject.Network.CreateWorkspace(4))));
        Elements.AssertSame<float>(before, subject.Network.Parameters, "parameters");
    }

    // 65,536 numbers far from zero: summed one after the other, the error of rounding would be many times the tolerance.
    [Fact]
    public void Statistics_of_many_positions_are_accurate_in_float()
    {
        const int Batch = 16;
        INetwork<float> network = s_many.Create<float>("ManyPositions");
        var input = new float[Batch * network.InputLength];
        for (int i = 0; i < input.Length; i++)
            input[i] = 30 + MathF.Sin(i * 0.7f);
        network.Gradient(input, new float[input.Length], network.CreateWorkspace(Batch));
        foreach (int channel in (int[])[0, 1, 2])
        {
            int positions = network.InputLength / 3;
            double[] values = [.. Enumerable.Range(0, Batch).SelectMany(example => input.AsSpan((example * network.InputLength) + (channel * positions), positions).ToArray()).Select(value => (double)value)];
            double mean = values.Average(), variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
            ReadOnlySpan<float> parameters = network.Parameters;
            Assert.Equal(mean, parameters[Offset("running_mean") + channel], mean * 5e-7);
            Assert.Equal(variance, parameters[Offset("running_var") + channel], variance * 1e-6);
        }

        int Offset(string name) => network.Definition.Parameters.Single(parameter => parameter.Name == $"layers.0.{name}").Offset;
    }

    // The squares of the numbers themselves, or one long sum of them, would leave nothing of a variance of 1.
    [Theory]
    [InlineData("FarLayerNorm", 1)]
    [InlineData("FarGroupNorm", 2)]
    [InlineData("FarInstanceNorm", 4)]
    [InlineData("FarBatchNorm", 4)]
    public void Means_may_be_large(string name, int groups)
    {
        const int Batch = 2;
        INetwork<float> network = s_far.Create<float>(name);
        var random = new Random(1);
        float[] input = [.. Enumerable.Range(0, Batch * network.InputLength).Select(_ => 1000 + (float)((4 * random.NextDouble()) - 2))];
        var output = new float[input.Length];
        // With a momentum of 1 the running estimates are those of the batch.
        network.Gradient(input, new float[input.Length], network.CreateWorkspace(Batch));
        network.Predict(input, output);
        int examples = name == "FarBatchNorm" ? Batch : 1, run = network.InputLength / groups;
        for (int first = 0; first < input.Length / examples; first += run)
        {
            int[] places = [.. Enumerable.Range(0, examples).SelectMany(example => Enumerable.Range((example * network.InputLength) + first, run))];
            double mean = places.Average(place => (double)input[place]);
            double deviation = Math.Sqrt(places.Sum(place => (input[place] - mean) * (input[place] - mean)) / (places.Length - (examples == 1 ? 0 : 1)));
            Assert.All(places, place => Assert.Equal((input[place] - mean) / deviation, output[place], 3e-4));
        }
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        const int Batch = 7;
        Subject<float> subject = Create<float>("NormInBlocks", Batch);
        Workspace<float> workspace = subject.Network.CreateWorkspace(Batch);
        float[] input = Elements.To<float>(subject.Input(Batch)), target = Elements.To<float>(subject.Target(Batch)), output = new float[Batch * subject.Network.OutputLength];
        Step();
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++)
                Step();
        }));

        void Step()
        {
            subject.Network.Gradient(input, target, workspace);
            subject.Network.Predict(input, output);
        }
    }

    [Fact]
    public void A_bias_in_front_is_left_out_unless_it_is_written()
    {
        Assert.Equal(["layers.0.weight", "layers.1.weight", "layers.1.bias", "layers.1.running_mean", "layers.1.running_var"],
            NormalizationCases.Library.Create<float>("NormAfterDense").Definition.Parameters.Take(5).Select(parameter => parameter.Name));
        Assert.Contains("layers.0.bias", NormalizationCases.Library.Create<float>("NormAfterBias").Definition.Parameters.Select(parameter => parameter.Name));
    }

    private static void Check<T>(string name, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int batch in new[] { 2, 3, 7, 17, 64 })
        {
            Subject<T> subject = Create<T>(name, batch);
            Elements.AssertClose<T>(subject.Interpreted.Predict(subject.Input(batch)), subject.Predict(batch), tolerance, 1, $"batch {batch}, outputs");
            Workspace<T> workspace = subject.Network.CreateWorkspace(batch + 1);
            // The second step starts from the statistics that the first has left.
            for (int step = 1; step <= 2; step++)
            {
                (workspace.Seed, workspace.Step) = (subject.Interpreted.Seed, subject.Interpreted.Step) = (3, step);
                double loss = subject.Interpreted.Gradient(subject.Input(batch), subject.Target(batch), out double[] gradients);
                (T actualLoss, T[] actual) = subject.Gradient(batch, workspace);
                string what = $"batch {batch}, step {step}";
                Elements.AssertClose<T>([loss], [actualLoss], tolerance, 1, $"{what}, loss");
                Elements.AssertClose<T>(gradients, actual, tolerance, 0.1, $"{what}, gradients");
                Elements.AssertClose<T>(subject.Interpreted.Parameters.ToArray(), subject.Network.Parameters, tolerance, 1, $"{what}, parameters");
            }

            Elements.AssertClose<T>(subject.Interpreted.Predict(subject.Input(batch)), subject.Predict(batch), tolerance, 1, $"batch {batch}, outputs after training");
        }
    }

    /// <summary>A subject whose running variances are positive.</summary>
    private static Subject<T> Create<T>(string name, int batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(NormalizationCases.Library, name, batch);
        foreach (ParameterInfo variance in subject.Definition.Parameters.Where(parameter => parameter.Name.EndsWith("running_var", StringComparison.Ordinal)))
        {
            for (int i = variance.Offset; i < variance.Offset + variance.Length; i++)
            {
                subject.Network.Parameters[i] = T.Abs(subject.Network.Parameters[i]) + T.CreateChecked(0.125);
                subject.Interpreted.Parameters[i] = double.CreateChecked(subject.Network.Parameters[i]);
            }
        }

        return subject;
    }
}
