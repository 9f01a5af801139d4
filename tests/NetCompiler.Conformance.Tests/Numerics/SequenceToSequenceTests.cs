using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Networks that read one sequence and write another, against the interpreter, which runs each pair by itself, and against central differences.</summary>
public class SequenceToSequenceTests
{
    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void Double_agrees_with_the_interpreter(string name) => Agrees<double>(name);

    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void Float_agrees_with_the_interpreter(string name) => Agrees<float>(name);

    private static void Agrees<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int batch in new[] { 1, 3, 17 })
        {
            var pair = new Pair<T>(DecoderCases.Library, name, batch);
            ISequenceToSequenceNetwork<T> network = pair.Network;
            T[] source = Pair<T>.Poisoned(pair.Source, pair.Lengths, network.MaxSteps, double.NaN);
            T[] previous = Pair<T>.Poisoned(pair.Previous, pair.TargetLengths, network.MaxTargetSteps, double.NaN), target = Pair<T>.Poisoned(pair.Target, pair.TargetLengths, network.MaxTargetSteps, -1e30);
            double[] expected = pair.Interpreted.Predict(pair.Source, pair.Lengths, pair.Previous, pair.TargetLengths);
            var output = new T[expected.Length];
            network.Predict(source, pair.Lengths, previous, pair.TargetLengths, output);
            Elements.AssertClose<T>(expected, output, pair.Tolerance, 1e-2, $"batch {batch}, outputs");

            Workspace<T> workspace = network.CreateWorkspace(batch + 1);
            (workspace.Seed, workspace.Step) = (pair.Interpreted.Seed, pair.Interpreted.Step) = (3, 7);
            double loss = pair.Interpreted.Gradient(pair.Source, pair.Lengths, pair.Previous, pair.Target, pair.TargetLengths, out double[] gradients);
            T actual = network.Gradient(source, pair.Lengths, target, pair.TargetLengths, workspace);
            Elements.AssertClose<T>([loss], [actual], pair.Tolerance, 1e-2, $"batch {batch}, loss");
            foreach (ParameterInfo parameter in pair.Definition.Parameters)
            {
                Range range = parameter.Offset..(parameter.Offset + parameter.Length);
                Elements.AssertClose<T>(gradients[range], workspace.Gradients[range], pair.Tolerance, 1e-2, $"batch {batch}, gradient of {parameter.Name}");
            }

            if (!pair.Definition.AllLayers.Any(layer => layer.Kind == "Dropout"))
                Elements.AssertClose<T>([loss], [network.Loss(output, pair.TargetLengths, target)], pair.Tolerance, 1e-2, $"batch {batch}, loss of outputs");
        }
    }

    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void Gradients_are_the_measured_slopes(string name)
    {
        var pair = new Pair<double>(DecoderCases.Library, name, batch: 3);
        Workspace<double> workspace = pair.Network.CreateWorkspace(3), scratch = pair.Network.CreateWorkspace(3);
        double loss = pair.Network.Gradient(pair.Source, pair.Lengths, pair.Target, pair.TargetLengths, workspace);
        double[] gradients = workspace.Gradients.ToArray();
        int[] elements = [.. pair.Definition.Parameters.SelectMany(parameter => Enumerable.Range(0, Math.Min(parameter.Length, 24)).Select(i => parameter.Offset + (i * parameter.Length / Math.Min(parameter.Length, 24))))];
        GradientDifference difference = GradientCheck.Compare(
            Loss,
            [.. elements.Select(element => pair.Network.Parameters[element])],
            [.. elements.Select(element => gradients[element])],
            floor: 1e-3 * Math.Max(1.0, Math.Abs(loss)),
            extrapolate: false);
        Assert.True(difference.Error <= 1e-6, $"{difference}");

        double Loss(double[] values)
        {
            foreach ((int element, double value) in elements.Zip(values))
                pair.Network.Parameters[element] = value;
            // The same step draws the same masks.
            scratch.Step = 0;
            return pair.Network.Gradient(pair.Source, pair.Lengths, pair.Target, pair.TargetLengths, scratch);
        }
    }

    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void Whole_sequences_need_no_lengths(string name)
    {
        const int Batch = 5;
        var pair = new Pair<float>(DecoderCases.Library, name, Batch, isWhole: true);
        float[] source = Elements.To<float>(pair.Source), target = Elements.To<float>(pair.Target);
        Workspace<float> workspace = pair.Network.CreateWorkspace(Batch), other = pair.Network.CreateWorkspace(Batch);
        float loss = pair.Network.Gradient(source, target, workspace);
        Assert.Equal(pair.Network.Gradient(source, pair.Lengths, target, pair.TargetLengths, other), loss, 1e-5f);
        Elements.AssertClose<float>([.. other.Gradients.ToArray().Select(value => (double)value)], workspace.Gradients, 1e-5, 1e-2, "gradients");
        float[] free = new float[Batch * pair.Network.OutputLength], padded = new float[free.Length], frozen = new float[free.Length];
        pair.Network.Predict(source, free);
        pair.Network.Predict(source, pair.Lengths, padded);
        pair.Network.Freeze().Predict(source, frozen);
        Assert.Equal(free, padded);
        Elements.AssertClose<float>([.. free.Select(value => (double)value)], frozen, 1e-5, 1, "frozen");
        Assert.Equal(pair.Network.Loss(free, target), pair.Network.Loss(free, pair.TargetLengths, target), 1e-5f);
        // A step that is measured draws what any other does.
        Assert.Equal(loss, GradientFlow.Measure<float>(pair.Network, source, target, workspace.Seed).Steps[0].Loss, 1e-4);
    }

    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void What_is_written_freely_is_what_is_written_step_by_step(string name)
    {
        const int Batch = 3;
        var pair = new Pair<double>(DecoderCases.Library, name, Batch, isWhole: true);
        double[] free = new double[Batch * pair.Network.OutputLength];
        pair.Network.Predict(pair.Source, free);
        Elements.AssertClose<double>(pair.Interpreted.Predict(pair.Source), free, pair.Tolerance, 1e-2, "written freely");
    }

    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void Steps_give_what_whole_sequences_give(string name)
    {
        foreach (int batch in new[] { 1, 3 })
        {
            var pair = new Pair<float>(DecoderCases.Library, name, batch);
            ISequenceToSequenceNetwork<float> network = pair.Network;
            (int steps, int read, int written) = (network.MaxTargetSteps, network.StepInputLength, network.StepOutputLength);
            float[] source = Elements.To<float>(pair.Source), previous = Elements.To<float>(pair.Previous), whole = new float[batch * network.OutputLength];
            network.Predict(source, pair.Lengths, previous, [.. Enumerable.Repeat(steps, batch)], whole);
            RecurrentState<float> state = network.CreateState(batch);
            float[] one = new float[batch * read], output = new float[batch * written];
            // The second time nothing of the first is left.
            for (int round = 0; round < 2; round++)
            {
                network.Encode(source, pair.Lengths, state);
                for (int t = 0; t < steps; t++)
                {
                    for (int row = 0; row < batch; row++)
                        previous.AsSpan(((row * steps) + t) * read, read).CopyTo(one.AsSpan(row * read));
                    network.Step(one, state, output);
                    for (int row = 0; row < batch; row++)
                    {
                        double[] expected = [.. whole[(((row * steps) + t) * written)..(((row * steps) + t + 1) * written)].Select(value => (double)value)];
                        Elements.AssertClose<float>(expected, output.AsSpan(row * written, written), 2e-6, 1, $"batch {batch}, round {round}, step {t}, row {row}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        const int Batch = 4;
        var pair = new Pair<float>(DecoderCases.Library, "BothAttentions", Batch);
        ISequenceToSequenceNetwork<float> network = pair.Network;
        float[] source = Elements.To<float>(pair.Source), target = Elements.To<float>(pair.Target), free = new float[Batch * network.OutputLength], one = new float[Batch], output = new float[Batch * network.StepOutputLength];
        Workspace<float> workspace = network.CreateWorkspace(Batch);
        RecurrentState<float> state = network.CreateState(Batch);
        int[] lengths = pair.Lengths, targetLengths = pair.TargetLengths;
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            network.Gradient(source, lengths, target, targetLengths, workspace);
            network.Predict(source, lengths, free);
            network.Encode(source, lengths, state);
            network.Step(one, state, output);
        }
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        const int Batch = 2;
        var pair = new Pair<float>(DecoderCases.Library, "Tokens", Batch);
        ISequenceToSequenceNetwork<float> network = pair.Network;
        Workspace<float> workspace = network.CreateWorkspace(Batch);
        float[] source = new float[Batch * 7], target = new float[Batch * 5], output = new float[Batch * 5 * 8];
        Says("lengths[1] is 8, but must be from 1 to 7, the steps of source", () => network.Gradient(source, [7, 8], target, [5, 5], workspace));
        Says("targetLengths[0] is 6, but must be from 1 to 5, the steps of target", () => network.Gradient(source, [7, 7], target, [6, 5], workspace));
        Says("target has 6 steps, but the network is declared for at most 5", () => network.Gradient(source, [7, 7], new float[12], [6, 6], workspace));
        Says("there are 2 lengths of sources, but 1 of targets", () => network.Gradient(source, [7, 7], target, [5], workspace));
        Says("previous holds 9 elements, but 10 are needed", () => network.Gradient(source, [7, 7], new float[9], target, [5, 5], workspace));
        Says("step 1 of example 1 reads the id 8", () => network.Gradient(source, [7, 7], [0, 0, 0, 0, 0, 0, 8, 0, 0, 0], target, [5, 5], workspace));
        Says("output holds 79 elements", () => network.Predict(source, [7, 7], output.AsSpan(0, 79)));
        Says("example 0 has the id 9", () => network.Predict([9, 0, 0], [3], output.AsSpan(0, 40)));
        Says("there are 2 sources, but the state was made for 1", () => network.Encode(source, [7, 7], network.CreateState()));
        Assert.Contains("call Encode first", Assert.Throws<InvalidOperationException>(() => network.Step([0], network.CreateState(), output.AsSpan(0, 8))).Message, StringComparison.Ordinal);

        static void Says(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }
}
