namespace NetCompiler.Training.Tests;

/// <summary>Writing a sequence backwards: every step needs what stands elsewhere, so that it must look there.</summary>
public class AttentionTests
{
    private const int Steps = 10, Symbols = 8, Batch = 32;

    [Fact]
    public void A_transformer_block_turns_a_sequence_round() => Assert.InRange(Accuracy(new Reverser(1)), 0.99, 1);

    [Fact]
    public void Without_attention_it_is_chance() => Assert.InRange(Accuracy(new BlindReverser(1)), 0, 2.0 / Symbols);

    /// <summary>The share of right steps of new examples after 400 steps of training.</summary>
    private static double Accuracy(INetwork<float> network)
    {
        var random = new Random(1);
        Workspace<float> workspace = network.CreateWorkspace(Batch);
        OptimizerState<float> optimizer = new Adam(0.003).CreateState<float>(network.Definition);
        for (int step = 0; step < 400; step++)
        {
            (float[] inputs, float[] targets) = Draw(random);
            network.Gradient(inputs, targets, workspace);
            optimizer.Step(network.Parameters, workspace.Gradients);
        }

        (float[] others, float[] expected) = Draw(random);
        var outputs = new float[Batch * network.OutputLength];
        network.Predict(others, outputs);
        return outputs.Chunk(Symbols).Zip(expected, (scores, symbol) => scores.Max() == scores[(int)symbol] ? 1.0 : 0.0).Average();
    }

    private static (float[] Inputs, float[] Targets) Draw(Random random)
    {
        float[] inputs = [.. Enumerable.Range(0, Batch * Steps).Select(_ => (float)random.Next(Symbols))];
        return (inputs, [.. inputs.Chunk(Steps).SelectMany(example => Enumerable.Reverse(example))]);
    }
}

[Network, Input(Time = 10, Features = 1)]
[Embedding(8, 32), PositionalEncoding]
[Use<Attended>, Use<Fed>]
[LayerNorm, Dense(8)]
[SoftmaxCrossEntropy]
internal sealed partial class Reverser;

[Network, Input(Time = 10, Features = 1)]
[Embedding(8, 32), PositionalEncoding]
[Repeat<Fed>(2)]
[LayerNorm, Dense(8)]
[SoftmaxCrossEntropy]
internal sealed partial class BlindReverser;

[Block, Residual]
[LayerNorm, SelfAttention(4)]
internal sealed class Attended;

[Block, Residual]
[LayerNorm, Dense(64), Gelu, Dense(32)]
internal sealed class Fed;
