using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Attention with heads and steps that fill tiles and vectors, leave rests, or are single ones.</summary>
internal static class AttentionCases
{
    /// <summary>A block of a transformer, in its two halves.</summary>
    public const string Blocks = """
        namespace Transformer
        {
            [Block, Residual, LayerNorm, SelfAttention(2, Causal = true)] internal class Attended;
            [Block, Residual, LayerNorm, Dense(13), Gelu, Dense(6)] internal class Fed;
            [Block, Use<Attended>, Use<Fed>] internal class Both;
        }

        """;

    /// <summary>The networks of which no step sees later ones.</summary>
    public static NetworkLibrary Causal { get; } = new(All.Where(declaration => declaration.Layers.Contains("Causal", StringComparison.Ordinal) || declaration.Layers.Contains("Transformer", StringComparison.Ordinal)).Append(
        new("AttentionSteps", "Time = 9, Features = 5", "PositionalEncoding(Learned = true), SelfAttention(1, Causal = true), Gru(6, Returns = Returns.Sequence), SelfAttention(3, Causal = true), CausalConv1D(4, 2), LastStep, Dense(2)")), Blocks);

    public static IEnumerable<Declaration> All =>
    [
        new("Attention", "Time = 5, Features = 6", "SelfAttention(2), Dense(2)") { Batches = [1, 3, 6] },
        new("AttentionCausal", "Time = 19, Features = 3", "Dense(40), SelfAttention(2, Causal = true), Tanh, Dense(2)") { Batches = [1, 4] },
        new("AttentionOfOneStep", "Time = 1, Features = 4", "SelfAttention(4, Bias = false), Dense(2)") { Batches = [1, 5] },
        new("AttentionTwice", "Time = 8, Features = 16", "SelfAttention(1), Tanh, SelfAttention(1, Causal = true), LastStep, Dense(2)") { Batches = [1, 7] },
        new("AttentionAfterTime", "Time = 17, Features = 2", "Gru(9, Returns = Returns.Sequence), SelfAttention(3, Init = Initializer.LecunNormal), MeanOverTime, Dense(2)") { Batches = [1, 2] },
        new("Positions", "Time = 6, Features = 5", "PositionalEncoding, Dense(7), PositionalEncoding(Learned = true), Tanh, Dense(2)") { Batches = [1, 5] },
        new("TransformerBlocks", "Time = 7, Features = 1", "Embedding(9, 6), PositionalEncoding, Repeat<Transformer.Both>(2), RmsNorm, Dense(9)", "SoftmaxCrossEntropy") { Batches = [1, 4] },
    ];
}
