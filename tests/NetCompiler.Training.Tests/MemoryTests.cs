namespace NetCompiler.Training.Tests;

/// <summary>Which of two symbols came first, after steps of noise: some cells remember, others cannot. After Bengio, Simard and Frasconi 1994.</summary>
public class MemoryTests
{
    private const int Steps = 50, Batch = 32;

    [Fact]
    public void Orthogonal_recurrent_weights_remember() => Assert.InRange(Error(seed => new OrthogonalRnn(seed)), 0, 0.01);

    [Fact]
    public void Small_recurrent_weights_forget() => Assert.InRange(Error(seed => new SmallRnn(seed)), 0.3, 1);

    [Fact]
    public void A_gate_that_starts_open_remembers() => Assert.InRange(Error(seed => new OpenLstm(seed)), 0, 0.01);

    [Fact]
    public void A_gate_that_starts_half_open_forgets() => Assert.InRange(Error(seed => new HalfOpenLstm(seed)), 0.3, 1);

    /// <summary>The least error on new examples within 300 steps of training.</summary>
    private static double Error(Func<ulong, INetwork<float>> create)
    {
        INetwork<float> network = create(1);
        var random = new Random(1);
        Workspace<float> workspace = network.CreateWorkspace(Batch);
        OptimizerState<float> optimizer = new Adam(0.003).CreateState<float>(network.Definition);
        (float[] others, float[] expected) = Draw(new Random(2), 256);
        var outputs = new float[2 * expected.Length];
        double least = 1;
        for (int step = 1; step <= 300 && least > 0.01; step++)
        {
            (float[] inputs, float[] targets) = Draw(random, Batch);
            network.Gradient(inputs, targets, workspace);
            network.Definition.Clipping!.Apply<float>(network.Definition, workspace.Gradients, network.Parameters);
            optimizer.Step(network.Parameters, workspace.Gradients);
            if (step % 20 == 0)
            {
                network.Predict(others, outputs);
                least = Math.Min(least, expected.Index().Average(item => outputs[(2 * item.Index) + 1] > outputs[2 * item.Index] == (item.Item == 1) ? 0.0 : 1.0));
            }
        }

        return least;
    }

    private static (float[] Inputs, float[] Targets) Draw(Random random, int count)
    {
        float[] targets = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(2))];
        return ([.. targets.SelectMany(target => Enumerable.Range(0, Steps).Select(t => t == 0 ? (2 * target) - 1 : 0.7f * (random.NextSingle() - 0.5f)))], targets);
    }
}

#pragma warning disable NC2012, NC2013 // Half of these must not learn, and the inputs are smaller than standardised ones.
[Network, Input(Time = 50, Features = 1)]
[Rnn(32)]
[Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class OrthogonalRnn;

[Network, Input(Time = 50, Features = 1)]
[Rnn(32, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.1768)]
[Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class SmallRnn;

[Network, Input(Time = 50, Features = 1)]
[Lstm(32, ForgetBias = 3)]
[Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class OpenLstm;

[Network, Input(Time = 50, Features = 1)]
[Lstm(32, ForgetBias = 0)]
[Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class HalfOpenLstm;
