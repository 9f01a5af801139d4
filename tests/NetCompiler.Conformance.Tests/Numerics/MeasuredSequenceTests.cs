using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>What is measured of sequences of different lengths, against the interpreter, which runs each by itself and sees no padding.</summary>
public sealed class MeasuredSequenceTests
{
    private const int Batch = 6;

    public static TheoryData<string> Names =>
        [.. SequenceCases.Library.Declarations.Where(declaration => declaration.Loss is not null && declaration.Input.Contains("Time", StringComparison.Ordinal) && !declaration.Layers.Contains("BatchNorm", StringComparison.Ordinal)).Select(declaration => declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Padding_counts_for_nothing(string name)
    {
        var subject = new Subject<double>(SequenceCases.Library, name, Batch);
        var network = (ISequenceNetwork<double>)subject.Network;
        int steps = network.MaxSteps;
        int[] lengths = [.. Enumerable.Range(0, Batch).Select(row => Math.Max(1, steps - (row * 2 % 5)))];
        double[] input = subject.Input(Batch), target = subject.Target(Batch);
        GradientFlowStep step = GradientFlow.Measure(network, Poisoned(input, lengths, steps), lengths, target).Steps[0];

        Check(step, subject.Interpreted.LayerGradients(input, lengths, target), subject.Tolerance(Batch));
        Workspace<double> workspace = network.CreateWorkspace(Batch);
        workspace.Seed = 0;
        Assert.Equal(network.Gradient(input, lengths, target, workspace), step.Loss, 1e-12);
        Assert.Equal(Math.Sqrt(workspace.Gradients.ToArray().Sum(value => value * value)), step.GradientNorm, 1e-12 * (1 + step.GradientNorm));
        Assert.All(step.Layers.Where(layer => layer.ErrorSignalByStep.Length > 0), layer =>
        {
            Assert.Equal(lengths.Max(), layer.ErrorSignalByStep.Length);
            Assert.DoesNotContain(layer.ErrorSignalByStep, double.IsNaN);
        });
    }

    [Theory]
    [MemberData(nameof(DecoderCases.Names), MemberType = typeof(DecoderCases))]
    public void Padding_of_sources_and_targets_counts_for_nothing(string name)
    {
        var pair = new Pair<double>(DecoderCases.Library, name, Batch);
        // Neither the targets nor the start: what the decoder reads is what it is given.
        double[] previous = [.. pair.Previous.Select(value => pair.IsOfIds ? (value + 1) % 8 : value + 0.5)];
        GradientFlowStep step = GradientFlow.Measure<double>(pair.Network, pair.Source, pair.Lengths, previous, pair.Target, pair.TargetLengths).Steps[0];
        // Bahdanau's attention computes what it adds in the steps of the layer behind it. Of two directions only the states go on, put together.
        LayerDefinition decoder = pair.Definition.Layers.Single(layer => layer.Kind == "Decoder");
        HashSet<string> inSteps = [.. decoder.WithInner.Where(layer => layer.Kind == "Attention").Select(layer => layer.Path)];
        LayerDefinition? both = pair.Definition.AllLayers.SingleOrDefault(layer => layer.Kind == "Bidirectional");
        HashSet<string> merged = both is null ? [] : [both.Path, "blocks.0"];
        Check(
            step, pair.Interpreted.LayerGradients(pair.Source, pair.Lengths, previous, pair.Target, pair.TargetLengths), pair.Tolerance,
            hasOutput: layer => !inSteps.Contains(layer), hasError: layer => !inSteps.Contains(layer) && !merged.Contains(layer));
        if (both is not null)
        {
            double[] directions = [.. both.Branches.Select(branch => step.Layer(branch[0].Path)!.ErrorSignal)];
            double expected = both.Options["merge"] == (double)Merge.Concat ? double.Hypot(directions[0], directions[1]) : directions[0];
            Assert.All(merged, path => Assert.Equal(expected, step.Layer(path)!.ErrorSignal, 1e-12));
        }

        double forced = GradientFlow.Measure<double>(pair.Network, pair.Source, pair.Lengths, [], pair.Target, pair.TargetLengths).Steps[0].Loss;
        Assert.Equal(pair.Network.Gradient(pair.Source, pair.Lengths, pair.Target, pair.TargetLengths, NewWorkspace()), forced, 1e-12);

        Workspace<double> NewWorkspace()
        {
            Workspace<double> workspace = pair.Network.CreateWorkspace(Batch);
            workspace.Seed = 0;
            return workspace;
        }
    }

    /// <summary>The gradient of a state fades with the steps behind it, however long a sequence is.</summary>
    [Fact]
    public void The_gradient_of_a_state_is_that_of_steps_as_far_from_the_end()
    {
        var network = (ISequenceNetwork<double>)SequenceCases.Library.Create<double>("RnnOfOneUnit");
        double[] input = [0.5, -0.25, 0.75, 0], target = [0.1, 0.2, 0.3, 0.4];
        GradientFlowStep both = GradientFlow.Measure(network, input, [2, 1], target).Steps[0];
        double[] two = [.. GradientFlow.Measure(network, input.AsSpan(0, 2), [2], target.AsSpan(0, 2)).Steps[0].Layer("layers.0")!.ErrorSignalByStep];
        double[] one = [.. GradientFlow.Measure(network, input.AsSpan(2, 1), [1], target.AsSpan(2, 2)).Steps[0].Layer("layers.0")!.ErrorSignalByStep];
        double[] expected = [two[0], Math.Sqrt(((two[1] * two[1]) + (one[0] * one[0])) / 2)];
        Assert.All(expected.Zip(both.Layer("layers.0")!.ErrorSignalByStep), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void A_measurement_leaves_the_state()
    {
        var subject = new Subject<double>(SequenceCases.Library, "LstmStacked", 2);
        var network = (ISequenceNetwork<double>)subject.Network;
        SequenceState<double> state = network.CreateSequenceState(2);
        Elements.Normal(state.Values.Length, 1, "state", 0.5).CopyTo(state.Values);
        double[] before = state.Values.ToArray();
        int[] lengths = [network.MaxSteps, 3];
        double measured = GradientFlow.Measure(network, subject.Input(2), lengths, subject.Target(2), state).Steps[0].Loss;
        Assert.Equal(before, state.Values.ToArray());
        Assert.Equal(network.Gradient(subject.Input(2), lengths, subject.Target(2), network.CreateWorkspace(2), state), measured, 1e-12);
        Assert.NotEqual(measured, GradientFlow.Measure(network, subject.Input(2), lengths, subject.Target(2)).Steps[0].Loss, 1e-6);
    }

    private static void Check(GradientFlowStep step, ILookup<string, (double[] Output, double[] Gradient)> expected, double rounding, Func<string, bool>? hasOutput = null, Func<string, bool>? hasError = null)
    {
        double tolerance = 100 * rounding, greatest = expected.Max(Length);
        Assert.Equal(expected.Select(layer => layer.Key).Order(), step.Layers.Select(layer => layer.Layer).Order());
        Assert.All(step.Layers.Where(layer => hasOutput?.Invoke(layer.Layer) != false), layer =>
        {
            var sequences = expected[layer.Layer];
            double[] outputs = [.. sequences.SelectMany(sequence => sequence.Output)];
            double mean = outputs.Average(), deviation = Math.Sqrt(outputs.Average(value => (value - mean) * (value - mean)));
            Assert.Equal(mean, layer.ActivationMean, tolerance * (1 + Math.Abs(mean)));
            Assert.Equal(deviation, layer.ActivationStandardDeviation, tolerance * (1 + deviation));
            if (hasError?.Invoke(layer.Layer) == false)
                return;
            if (sequences.First().Gradient.Length == 0)
                Assert.Equal(double.NaN, layer.ErrorSignal);
            else
                Assert.Equal(Length(sequences), layer.ErrorSignal, tolerance * (1 + greatest));
        });
    }

    /// <summary>The length of the gradient of an example's loss, from that of the mean loss.</summary>
    private static double Length(IEnumerable<(double[] Output, double[] Gradient)> sequences) =>
        Batch * Math.Sqrt(sequences.Sum(sequence => sequence.Gradient.Sum(value => value * value)) / Batch);

    private static double[] Poisoned(double[] sequences, int[] lengths, int steps)
    {
        int one = sequences.Length / (lengths.Length * steps);
        return [.. sequences.Select((value, i) => i / one % steps < lengths[i / (one * steps)] ? value : double.NaN)];
    }
}
