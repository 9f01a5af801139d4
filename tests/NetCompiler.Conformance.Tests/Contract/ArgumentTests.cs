using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>Bad arguments are refused with the numbers in question, and do no damage.</summary>
public class ArgumentTests
{
    private const int Batch = 2, Inputs = 4, Outputs = 3;

    private readonly INetwork<float> _network = Contracts.Library.Create<float>("Classifier");
    private readonly float[] _input = Elements.To<float>(Elements.Normal(Batch * Inputs, 1, "input"));
    private readonly float[] _target = [1, 2];
    private readonly float[] _output = new float[Batch * Outputs];
    private readonly float[] _parameters;

    public ArgumentTests() => _parameters = _network.Parameters.ToArray();

    [Theory]
    [InlineData(7, 6, "7", "4")]
    [InlineData(8, 5, "6", "5")]
    [InlineData(8, 9, "6", "9")]
    [InlineData(0, 3, "0", "3")]
    [InlineData(4, 0, "3", "0")]
    public void Predict_needs_whole_examples_and_room(int input, int output, params string[] numbers) =>
        AssertRefused(() => _network.Predict(new float[input], new float[output]), numbers);

    [Fact]
    public void Predict_of_nothing_gives_nothing()
    {
        _network.Predict([], []);
        AssertUnharmed();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-5)]
    public void Predict_needs_an_output_apart_from_its_input(int shift)
    {
        float[] shared = [.. Enumerable.Repeat(0.5f, 30)];

        AssertRefused(() => _network.Predict(shared.AsSpan(6, 8), shared.AsSpan(6 + shift, 6)), "overlap");

        Assert.All(shared, value => Assert.Equal(0.5f, value));
    }

    [Theory]
    [InlineData(0, 0, "0", "4")]
    [InlineData(7, 2, "7", "4")]
    [InlineData(8, 1, "2", "1")]
    [InlineData(8, 6, "2", "6")]
    [InlineData(20, 5, "5", "4")]
    public void Gradient_needs_whole_examples_their_targets_and_a_workspace_for_them(int input, int target, params string[] numbers) =>
        AssertRefused(() => _network.Gradient(new float[input], new float[target], _network.CreateWorkspace(4)), numbers);

    [Fact]
    public void Gradient_needs_a_workspace()
    {
        Assert.Throws<ArgumentNullException>("workspace", () => _network.Gradient(_input, _target, null!));
        INetwork<float> other = Contracts.Library.Create<float>("Small");
        AssertRefused(() => _network.Gradient(_input, _target, other.CreateWorkspace(4)), "Small", "Classifier");
    }

    [Fact]
    public void A_workspace_serves_every_instance_of_its_class()
    {
        INetwork<float> other = Contracts.Library.Create<float>("Classifier", seed: 2);
        Workspace<float> workspace = _network.CreateWorkspace(Batch);

        float loss = other.Gradient(_input, _target, workspace);

        Assert.Equal(other.Gradient(_input, _target, other.CreateWorkspace(Batch)), loss);
        Assert.NotEqual(_network.Gradient(_input, _target, workspace), loss);
    }

    [Theory]
    [InlineData(0, 0, "0", "3")]
    [InlineData(5, 2, "5", "3")]
    [InlineData(6, 3, "2", "3")]
    public void Loss_needs_whole_examples_and_their_targets(int output, int target, params string[] numbers) =>
        AssertRefused(() => _network.Loss(new float[output], new float[target]), numbers);

    [Theory]
    [InlineData(3f, "3", "0", "2")]
    [InlineData(-1f, "-1", "0", "2")]
    [InlineData(0.5f, "0.5", "0", "2")]
    [InlineData(1.9999999f, "2")]
    [InlineData(float.NaN, "NaN", "2")]
    [InlineData(float.PositiveInfinity, "Infinity", "2")]
    [InlineData(float.NegativeInfinity, "Infinity", "2")]
    [InlineData(4294967296f, "2")]
    [InlineData(1e30f, "2")]
    public void A_target_is_the_index_of_a_class(float target, params string[] numbers)
    {
        AssertRefused(() => _network.Loss(_output, [1, target]), numbers);
        AssertRefused(() => _network.Gradient(_input, [1, target], _network.CreateWorkspace(Batch)), numbers);
    }

    [Fact]
    public void A_bad_target_far_into_a_batch_leaves_the_workspace_usable()
    {
        const int Many = 1500;
        float[] input = new float[Many * Inputs], target = new float[Many];
        target[^1] = Outputs;
        Workspace<float> workspace = _network.CreateWorkspace(Many);

        AssertRefused(() => _network.Gradient(input, target, workspace), "3");

        Assert.Equal(_network.Gradient(_input, _target, _network.CreateWorkspace(Batch)), _network.Gradient(_input, _target, workspace));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_workspace_serves_at_least_one_example(int maxBatch)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _network.CreateWorkspace(maxBatch));
        Assert.Contains($"{maxBatch}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_workspace_for_the_largest_batch_takes_no_more_memory_than_one_block_of_rows(bool checkOverflow)
    {
        INetwork<float> network = (checkOverflow ? Contracts.Checked : Contracts.Library).Create<float>("Classifier");
        Workspace<float> workspace = network.CreateWorkspace(int.MaxValue);

        Assert.Equal(int.MaxValue, workspace.MaxBatch);
        Assert.Equal(network.Gradient(_input, _target, network.CreateWorkspace(Batch)), network.Gradient(_input, _target, workspace));
    }

    private void AssertRefused(Action call, params string[] mentioned)
    {
        var exception = Assert.Throws<ArgumentException>(call);
        Assert.All(mentioned, text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
        AssertUnharmed();
    }

    private void AssertUnharmed()
    {
        Elements.AssertSame<float>(_parameters, _network.Parameters, "parameters");
        _network.Predict(_input, _output);
        Elements.AssertSame<float>(Expected(), _output, "outputs");
    }

    private float[] Expected()
    {
        var output = new float[_output.Length];
        Contracts.Library.Create<float>("Classifier").Predict(_input, output);
        return output;
    }
}
