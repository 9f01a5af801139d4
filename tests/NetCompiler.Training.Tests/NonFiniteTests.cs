namespace NetCompiler.Training.Tests;

/// <summary>Steps that are not finite, each in another place: who is named, and what stays as it was.</summary>
public class NonFiniteTests
{
    private const float Large = 1e25f;

    private static readonly float[] s_input = [.. Enumerable.Range(0, 32 * 4).Select(i => MathF.Sin(i))];

    private static readonly float[] s_target = [.. Enumerable.Range(0, 32).Select(i => (float)(i % 3))];

    [Fact]
    public void Statistics_of_a_batch_that_overflow_do_not_reach_the_running_ones()
    {
        // Squares of the outputs overflow, and what is divided by an infinite deviation is 0: loss and gradient are finite.
        var network = new Deviating(seed: 1);
        Fill(network, "layers.0.weight", Large);
        float[] before = network.Parameters.ToArray();
        Workspace<float> workspace = network.CreateWorkspace(32);

        Assert.True(float.IsFinite(network.Gradient(s_input, s_target, workspace)));
        Assert.Equal("layers.1", workspace.FirstNonFiniteLayer);
        Assert.Equal(before, network.Parameters.ToArray());

        TrainingDivergedException exception = Diverges(network);
        Assert.Equal(("layers.1", 1, 1), (exception.Layer, exception.Epoch, exception.Step));
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_batch_whose_statistics_overflow_is_skipped(int measureEvery)
    {
        float[] input = [.. s_input];
        input.AsSpan(64).Fill(1e38f);
        input.AsSpan(64, 4).Fill(-1e38f);
        var network = new Deviating(seed: 1);

        TrainingResult result = Trainer.Fit(network, new Dataset<float>(input, 4, s_target), new TrainingOptions
        {
            Epochs = 2, BatchSize = 16, Shuffle = false, NonFinite = NonFinitePolicy.Skip, GradientFlow = measureEvery == 1 ? new GradientFlowOptions { Every = 1 } : null,
        }, TestContext.Current.CancellationToken);

        Assert.Equal(2, result.NonFiniteSteps);
        foreach (float value in network.Parameters)
            Assert.True(float.IsFinite(value));
    }

    [Fact]
    public void An_activation_that_shows_in_the_gradient_alone_is_named()
    {
        // The first layer overflows, tanh hides it from the loss, and the gradient of the second layer is 0 · ∞.
        var network = new Hiding(seed: 1);
        Fill(network, "layers.0.weight", 3e38f);
        TrainingDivergedException exception = Diverges(network);
        Assert.Equal("layers.0", exception.Layer);
        Assert.Contains("the first layer with an activation that is not finite is layers.0 (Dense), and the loss is ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_overflows_on_its_way_back_is_named()
    {
        // 1e-38 · 1e38 = 1: all activations are finite.
        var network = new Balanced(seed: 1);
        Fill(network, "layers.0.weight", 1e-38f);
        Fill(network, "layers.1.weight", 1e38f);
        float[] before = network.Parameters.ToArray();
        TrainingDivergedException exception = Diverges(network, target: 1000);
        Assert.Equal("layers.0", exception.Layer);
        Assert.Contains("the gradient of layers.0.weight is ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void A_loss_that_overflows_says_whether_its_gradient_does()
    {
        var network = new Balanced(seed: 1);
        TrainingDivergedException finite = Diverges(network, target: 1e25f);
        Assert.Null(finite.Layer);
        Assert.Contains("the loss is Infinity (learning rate", finite.Message, StringComparison.Ordinal);
        Fill(network, "layers.1.weight", Large);
        Fill(network, "layers.0.weight", 1e-25f);
        TrainingDivergedException both = Diverges(network, target: 1e25f);
        Assert.Equal("layers.0", both.Layer);
        Assert.Contains("the loss is Infinity, and the gradient of layers.0.weight is ", both.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NonFinitePolicy.Skip)]
    [InlineData(NonFinitePolicy.Zero)]
    public void A_piece_that_is_not_finite_leaves_the_state_of_its_sequences(NonFinitePolicy policy)
    {
        // Of 4 pieces of every sequence the second has a loss that overflows, and a state of which the others would have one.
        var inputs = new float[2 * 8];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = i % 8 is 2 or 3 ? 3e37f : 0.1f * i;
        var network = new Remembering(seed: 1);

        TrainingResult result = Trainer.Fit(network, new Dataset<float>(inputs, 8, new float[16], targetLength: 8), new TrainingOptions
        {
            Epochs = 3, BatchSize = 2, TruncateAt = 2, NonFinite = policy,
        }, TestContext.Current.CancellationToken);

        Assert.Equal(3, result.NonFiniteSteps);
        Assert.True(double.IsFinite(result.Loss));
    }

    [Fact]
    public void A_step_is_searched_from_the_state_that_it_began_with()
    {
        // Two steps add up to a state that is finite, four would not; the loss alone overflows.
        var network = new Remembering(seed: 1);
        Set("layers.0.weight_ih", _ => 1);
        Set("layers.0.weight_hh", i => i % 5 == 0 ? 1 : 0);
        Set("layers.1.weight", _ => 0.01f);
        Workspace<float> workspace = network.CreateWorkspace(1);
        SequenceState<float> state = network.CreateSequenceState();

        float loss = network.Gradient([1.2e38f, 1.2e38f], [2], [0, 0], workspace, state);

        Assert.Equal(float.PositiveInfinity, loss);
        Assert.Null(workspace.FirstNonFiniteLayer);
        Assert.All(state.Values.ToArray(), value => Assert.Equal(2.4e38f, value, 1e33f));

        void Set(string name, Func<int, float> value)
        {
            ParameterInfo parameter = Remembering.Definition.Parameters.Single(parameter => parameter.Name == name);
            for (int i = 0; i < parameter.Length; i++)
                network.Parameters[parameter.Offset + i] = value(i);
        }
    }

    [Fact]
    public void An_epoch_of_skipped_pieces_ends_training()
    {
        // One sequence has a piece less, so that the epoch has fewer steps than it might.
        var network = new Remembering(seed: 1);
        network.Parameters[0] = float.NaN;
        var data = new Dataset<float>(new float[16], 8, [8, 6], new float[16], targetLength: 8);
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(network, data, new TrainingOptions
        {
            Epochs = 3, BatchSize = 1, Shuffle = false, TruncateAt = 2, NonFinite = NonFinitePolicy.Skip,
        }, TestContext.Current.CancellationToken));
        Assert.Equal((1, "layers.0", 7L), (exception.Epoch, exception.Layer, exception.Result.NonFiniteSteps));
    }

    [Fact]
    public void Measuring_a_step_that_is_not_finite_changes_nothing_that_is_drawn()
    {
        float[] input = [.. s_input];
        input.AsSpan(0, 32).Fill(3e38f);
        Assert.Equal(Train(null), Train(new GradientFlowOptions { Every = 1000, Detail = GradientFlowDetail.Norms }), (one, other) => MathF.Abs(one - other) <= 1e-6f);

        float[] Train(GradientFlowOptions? flow)
        {
            var network = new Dropping(seed: 1);
            TrainingResult result = Trainer.Fit(network, new Dataset<float>(input, 4, s_target), new TrainingOptions
            {
                Epochs = 2, BatchSize = 8, Shuffle = false, NonFinite = NonFinitePolicy.Skip, GradientFlow = flow,
            }, TestContext.Current.CancellationToken);
            Assert.Equal(2, result.NonFiniteSteps);
            return network.Parameters.ToArray();
        }
    }

    private static TrainingDivergedException Diverges(INetwork<float> network, float? target = null)
    {
        float[] targets = target is { } all ? [.. Enumerable.Repeat(all, 32 * network.TargetLength)] : s_target;
        return Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(
            network, new Dataset<float>(s_input, 4, targets, network.TargetLength), new TrainingOptions { BatchSize = 32, Shuffle = false }, TestContext.Current.CancellationToken));
    }

    /// <summary>Gives all elements of a parameter one magnitude, so that sums neither cancel nor are NaN.</summary>
    private static void Fill(INetwork<float> network, string parameter, float value)
    {
        ParameterInfo info = network.Definition.Parameters.Single(other => other.Name == parameter);
        network.Parameters.Slice(info.Offset, info.Length).Fill(value);
    }
}

[Network(Input = 4)]
[Dense(8), BatchNorm, Tanh]
[Dense(3)]
[SoftmaxCrossEntropy]
internal sealed partial class Deviating;

[Network(Input = 4)]
[Dense(8), Relu]
[Dense(8), Tanh]
[Dense(3)]
[SoftmaxCrossEntropy]
internal sealed partial class Hiding;

[Network(Input = 4)]
[Dense(4), Dense(1)]
[MeanSquaredError]
internal sealed partial class Balanced;

[Network, Input(Time = 2, Features = 1)]
[Rnn(4, Activation = Activation.Identity, Returns = Returns.Sequence), Dense(1)]
[MeanSquaredError]
internal sealed partial class Remembering;

[Network(Input = 4)]
[Dense(16), Relu, Dropout(0.5)]
[Dense(3)]
[SoftmaxCrossEntropy]
internal sealed partial class Dropping;
