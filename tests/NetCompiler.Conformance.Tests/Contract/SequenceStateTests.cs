using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>Sequences that begin with a state, and leave one.</summary>
public class SequenceStateTests
{
    private const int Batch = 5;

    [Theory]
    [InlineData("RnnSequence", 1)]
    [InlineData("LstmOfOneUnit", 1)]
    [InlineData("GruOfOneUnit", 1)]
    [InlineData("CausalConvolution", 1)]
    [InlineData("CausalConvolution", 4)]
    [InlineData("CausalConvolutionOfInput", 2)]
    public void Pieces_give_what_the_whole_gives(string name, int most)
    {
        var subject = new Subject<double>(SequenceCases.Library, name, Batch);
        var network = (ISequenceNetwork<double>)subject.Network;
        int steps = network.MaxSteps, features = network.InputLength / steps, outputs = network.OutputLength / steps;
        SequenceState<double> state = network.CreateSequenceState(Batch);
        double[] input = subject.Input(Batch), whole = subject.Predict(Batch);
        for (int round = 0; round < 2; round++)
        {
            for (int t = 0; t < steps; t += most)
            {
                int count = Math.Min(most, steps - t);
                var piece = new double[Batch * count * outputs];
                network.Predict([.. Rows(input, steps, t, count, features)], [.. Enumerable.Repeat(count, Batch)], piece, state);
                Assert.All(Rows(whole, steps, t, count, outputs).Zip(piece), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            }

            Assert.Equal(network.Definition.StateLength * Batch, state.Values.Length);
            state.Reset();
        }
    }

    [Theory]
    [InlineData("RnnStacked", true)]
    [InlineData("RnnResidual", true)]
    [InlineData("RnnSoftplus", true)]
    [InlineData("LstmVariants", true)]
    [InlineData("LstmClipped", true)]
    [InlineData("LstmNormalized", true)]
    [InlineData("LstmNormalized", false)]
    [InlineData("CausalConvolution", true)]
    [InlineData("CausalConvolutionOfOneStep", false)]
    [InlineData("GruStacked", true)]
    [InlineData("GruBefore", false)]
    [InlineData("RnnDropout", false)]
    [InlineData("LstmOfOneStep", false)]
    public void The_gradient_of_the_initial_state_is_the_measured_slope(string name, bool isPadded)
    {
        var subject = new Subject<double>(SequenceCases.Library, name, Batch);
        var network = (ISequenceNetwork<double>)subject.Network;
        Workspace<double> workspace = network.CreateWorkspace(Batch);
        SequenceState<double> state = network.CreateSequenceState(Batch);
        double[] input = subject.Input(Batch), target = subject.Target(Batch), begin = Elements.Normal(state.Values.Length, 1, "state", 0.5);
        int[] lengths = [.. Enumerable.Range(0, Batch).Select(row => isPadded ? Math.Max(1, network.MaxSteps - row) : network.MaxSteps)];
        Loss(begin);
        double[] gradients = state.Gradients.ToArray(), end = state.Values.ToArray();

        GradientDifference difference = GradientCheck.Compare(Loss, begin, gradients, floor: 1e-3, extrapolate: false);
        Loss(begin);
        Assert.True(difference.Error <= 1e-6, $"{difference}");
        Assert.Equal(end, state.Values.ToArray());

        double Loss(double[] values)
        {
            values.CopyTo(state.Values);
            workspace.Step = 0;
            return network.Gradient(input, lengths, target, workspace, state);
        }
    }

    /// <summary>Who looks for the layer where a step went wrong runs it again.</summary>
    [Fact]
    public void A_loss_that_is_not_finite_leaves_the_state_at_the_end_all_the_same()
    {
        var network = (ISequenceNetwork<double>)SequenceCases.Library.Create<double>("LstmStacked");
        ParameterInfo weight = network.Definition.Parameters.Single(parameter => parameter.Name == "layers.2.weight");
        network.Parameters[weight.Offset] = double.PositiveInfinity;
        double[] input = Elements.Normal(network.InputLength, 1, "input"), output = new double[network.OutputLength];
        SequenceState<double> trained = network.CreateSequenceState(), predicted = network.CreateSequenceState();
        Elements.Normal(trained.Values.Length, 1, "state", 0.5).CopyTo(trained.Values);
        trained.Values.CopyTo(predicted.Values);
        Workspace<double> workspace = network.CreateWorkspace(1);
        Assert.False(double.IsFinite(network.Gradient(input, [network.MaxSteps], new double[network.TargetLength], workspace, trained)));
        Assert.Equal("layers.2", workspace.FirstNonFiniteLayer);
        network.Predict(input, [network.MaxSteps], output, predicted);
        Assert.All(predicted.Values.ToArray().Zip(trained.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void A_state_of_zeros_changes_nothing_and_what_does_not_fit_is_said()
    {
        var subject = new Subject<float>(SequenceCases.Library, "LstmStacked", Batch);
        var network = (ISequenceNetwork<float>)subject.Network;
        SequenceState<float> state = network.CreateSequenceState(Batch + 1);
        int[] lengths = [.. Enumerable.Repeat(network.MaxSteps, Batch)];
        float[] input = Elements.To<float>(subject.Input(Batch)), output = new float[Batch * network.OutputLength];
        network.Predict(input, lengths, output, state);
        Assert.Equal(subject.Predict(Batch), output);
        Assert.Equal(["layers.0.h", "layers.0.c", "layers.1.h", "layers.1.c"], network.Definition.States.Select(value => value.Name));
        Assert.Equal(13 + 13 + 16 + 16, network.Definition.StateLength);

        SequenceState<float> few = network.CreateSequenceState(Batch - 1), other = ((ISequenceNetwork<float>)SequenceCases.Library.Create<float>("GruStacked")).CreateSequenceState(Batch);
        Assert.Contains("the batch has 5 sequences, but the state was made for at most 4", Assert.Throws<ArgumentException>(() => network.Predict(input, lengths, output, few)).Message, StringComparison.Ordinal);
        Assert.Contains("needs one from its own CreateSequenceState", Assert.Throws<ArgumentException>(() => network.Predict(input, lengths, output, other)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateSequenceState(0));
    }

    /// <summary>Where sequences end earlier, what is remembered is what a convolution saw at the end of each.</summary>
    [Fact]
    public void Sequences_of_different_lengths_go_on_from_their_own_ends()
    {
        var subject = new Subject<double>(SequenceCases.Library, "CausalConvolution", Batch);
        var network = (ISequenceNetwork<double>)subject.Network;
        int steps = network.MaxSteps, features = network.InputLength / steps, outputs = network.OutputLength / steps;
        double[] input = subject.Input(Batch), whole = subject.Predict(Batch);
        SequenceState<double> state = network.CreateSequenceState(Batch);
        int[] first = [4, 1, 6, 2, 5], second = [.. first.Select(length => steps - length)];
        Go(first, [.. first.Select(_ => 0)]);
        Go(second, first);

        void Go(int[] lengths, int[] begin)
        {
            int most = lengths.Max();
            double[] piece = new double[Batch * most * features], output = new double[Batch * most * outputs];
            for (int row = 0; row < Batch; row++)
                input.AsSpan(((row * steps) + begin[row]) * features, lengths[row] * features).CopyTo(piece.AsSpan(row * most * features));
            network.Predict(piece, lengths, output, state);
            for (int row = 0; row < Batch; row++)
            {
                double[] expected = whole[(((row * steps) + begin[row]) * outputs)..(((row * steps) + begin[row] + lengths[row]) * outputs)];
                Assert.All(expected.Zip(output.Skip(row * most * outputs)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            }
        }
    }

    private static IEnumerable<double> Rows(double[] sequences, int steps, int t, int count, int length) =>
        Enumerable.Range(0, Batch).SelectMany(row => sequences[(((row * steps) + t) * length)..(((row * steps) + t + count) * length)]);
}
