using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Sequences of different lengths give what the interpreter gives, which runs each by itself; what padding holds makes no difference.</summary>
public class SequenceLengthTests
{
    private const int Batch = 6;

    [Theory]
    [MemberData(nameof(SequenceCases.Names), MemberType = typeof(SequenceCases))]
    public void Double_agrees_with_the_interpreter(string name) => Agrees<double>(name);

    [Theory]
    [InlineData("PerStepClasses")]
    [InlineData("MeanOverTime")]
    [InlineData("RnnDropout")]
    [InlineData("LstmVariants")]
    [InlineData("GruStacked")]
    public void Float_agrees_with_the_interpreter(string name) => Agrees<float>(name);

    [Theory]
    [InlineData("PerStepProbabilities")]
    [InlineData("MaxOverTime")]
    [InlineData("LstmStacked")]
    [InlineData("GruOfOneUnit")]
    public void Lengths_without_padding_change_nothing(string name)
    {
        var subject = new Subject<float>(SequenceCases.Library, name, Batch);
        var network = (ISequenceNetwork<float>)subject.Network;
        Workspace<float> workspace = network.CreateWorkspace(Batch), other = network.CreateWorkspace(Batch);
        int[] lengths = [.. Enumerable.Repeat(network.MaxSteps, Batch)];
        float[] input = Elements.To<float>(subject.Input(Batch)), target = Elements.To<float>(subject.Target(Batch)), output = new float[Batch * network.OutputLength];

        network.Predict(input, lengths, output);
        Assert.Equal(subject.Predict(Batch), output);
        Assert.Equal(network.Gradient(input, target, workspace), network.Gradient(input, lengths, target, other));
        Assert.Equal(workspace.Gradients.ToArray(), other.Gradients.ToArray());
    }

    [Fact]
    public void A_frozen_network_takes_lengths()
    {
        var network = (ISequenceNetwork<float>)SequenceCases.Library.Create<float>("PerStepSkips");
        int steps = network.MaxSteps, features = network.Definition.InputShape[1];
        float[] input = new float[2 * steps * features], output = new float[2 * network.OutputLength], frozen = new float[output.Length];
        Array.Fill(input, 0.5f);
        Array.Fill(input, float.NaN, 2 * features, (steps - 2) * features);
        network.Predict(input, [2, steps], output);
        network.Freeze().Predict(input, [2, steps], frozen);
        Assert.DoesNotContain(output, float.IsNaN);
        Assert.All(output.Zip(frozen), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_normalisation_over_the_batch_needs_whole_sequences()
    {
        var network = (ISequenceNetwork<float>)SequenceCases.Library.Create<float>("PerStepSkips");
        Workspace<float> workspace = network.CreateWorkspace(2);
        float[] input = new float[2 * network.InputLength], target = new float[2 * network.TargetLength];
        network.Gradient(input, [4, 4], target, workspace);
        var exception = Assert.Throws<InvalidOperationException>(() => network.Gradient(input, [4, 3], target, workspace));
        Assert.Contains("lengths[1] is 3 of 4 steps", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var network = (ISequenceNetwork<float>)SequenceCases.Library.Create<float>("PerStepClasses");
        Workspace<float> workspace = network.CreateWorkspace(2);
        float[] input = new float[2 * 5 * 3], output = new float[2 * 5 * 4], target = new float[2 * 5];
        Says("lengths[1] is 6, but must be from 1 to 5", () => network.Predict(input, [5, 6], output));
        Says("lengths[0] is 0, but must be from 1 to 5", () => network.Predict(input, [0, 5], output));
        Says("lengths is empty", () => network.Predict(input, [], output));
        Says("input holds 30 elements, which is not a positive multiple of 12", () => network.Predict(input, [1, 1, 1, 1], output));
        Says("input has 7 steps, but the network is declared for at most 6 (Time)", () => network.Predict(new float[7 * 3], [7], output));
        Says("output holds 39 elements, but 40 are needed (2 sequences × 5 steps × 4)", () => network.Predict(input, [5, 5], output.AsSpan(0, 39)));
        Says("target holds 9 elements, but 10 are needed (2 sequences × 5 steps × 1)", () => network.Gradient(input, [5, 5], target.AsSpan(0, 9), workspace));
        Says("the batch has 3 examples, but the workspace was made for at most 2", () => network.Gradient(new float[9], [1, 1, 1], new float[3], workspace));
        Says("target holds 9 elements", () => network.Loss(output, [5, 5], target.AsSpan(0, 9)));
        target[4] = 4;
        Assert.Throws<ArgumentException>(() => network.Gradient(input, [5, 5], target, workspace));
        network.Gradient(input, [4, 5], target, workspace);

        static void Says(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static void Agrees<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(SequenceCases.Library, name, Batch);
        Assert.Equal(subject.Definition.IsSequence, subject.Network is ISequenceNetwork<T>);
        if (subject.Network is not ISequenceNetwork<T> network)
            return;
        Workspace<T> workspace = network.CreateWorkspace(Batch + 1);
        double tolerance = 4 * subject.Tolerance(Batch);
        // As long as declared, and shorter; the longest sequence may be shorter than all in memory.
        foreach (int steps in new[] { network.MaxSteps, Math.Max(1, network.MaxSteps - 2) })
        {
            int[] lengths = [.. Enumerable.Range(0, Batch).Select(row => Math.Max(1, steps - (row * 2 % 5) - (steps > 4 ? 1 : 0)))];
            double[] input = Cut(subject.Input(Batch), network.MaxSteps, steps, lengths, 0);
            double[] target = subject.Definition.Loss!.IsPerStep ? Cut(subject.Target(Batch), network.MaxSteps, steps, lengths, 0) : subject.Target(Batch);
            T[] poisoned = Elements.To<T>(Cut(subject.Input(Batch), network.MaxSteps, steps, lengths, double.NaN));
            T[] poisonedTarget = subject.Definition.Loss!.IsPerStep ? Elements.To<T>(Cut(subject.Target(Batch), network.MaxSteps, steps, lengths, -1e30)) : Elements.To<T>(target);
            string what = $"{steps} steps of {string.Join(", ", lengths)}";

            double[] expected = subject.Interpreted.Predict(input, lengths);
            var output = new T[expected.Length];
            Array.Fill(output, T.NaN);
            network.Predict(poisoned, lengths, output);
            Elements.AssertClose<T>(expected, output, tolerance, 1e-2, $"{what}, outputs");
            bool isPlain = !subject.Definition.AllLayers.Any(layer => layer.Kind is "Dropout" || layer.Options.ContainsKey("recurrentDropout"));
            if (subject.Definition.AllLayers.Any(layer => layer.Kind == "BatchNorm"))
                continue;

            (workspace.Seed, workspace.Step) = (subject.Interpreted.Seed, subject.Interpreted.Step) = (3, 7);
            double loss = subject.Interpreted.Gradient(input, lengths, target, out double[] gradients);
            T actualLoss = network.Gradient(poisoned, lengths, poisonedTarget, workspace);
            Elements.AssertClose<T>([loss], [actualLoss], tolerance, 1e-2, $"{what}, loss");
            foreach (ParameterInfo parameter in subject.Definition.Parameters)
            {
                Range range = parameter.Offset..(parameter.Offset + parameter.Length);
                Elements.AssertClose<T>(gradients[range], workspace.Gradients[range], tolerance, 1e-2, $"{what}, gradient of {parameter.Name}");
            }

            if (isPlain)
                Elements.AssertClose<T>([loss], [network.Loss(output, lengths, poisonedTarget)], tolerance, 1e-2, $"{what}, loss of outputs");
        }
    }

    /// <summary>The first steps of sequences, and something else behind the end of each.</summary>
    private static double[] Cut(double[] sequences, int mostSteps, int steps, int[] lengths, double padding)
    {
        int one = sequences.Length / (lengths.Length * mostSteps);
        return
        [
            .. Enumerable.Range(0, lengths.Length).SelectMany(row => Enumerable.Range(0, steps * one).Select(i =>
                i < lengths[row] * one ? sequences[(row * mostSteps * one) + i] : padding)),
        ];
    }
}
