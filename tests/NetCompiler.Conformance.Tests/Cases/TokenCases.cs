using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Networks that read ids: sequences of them, several in a step, and inputs that are none.</summary>
internal static class TokenCases
{
    public static IEnumerable<Declaration> All =>
    [
        new("Tokens", "5", "Embedding(7, 3), Dense(4)", "SoftmaxCrossEntropy") { Batches = [1, 4, 300] },
        new("TokensOfOne", "1", "Embedding(3, 9, PaddingIndex = 2), Tanh, Dense(2)") { Batches = [1, 9] },
        new("TokensOfMap", "2, 3", "Embedding(4, 5, PaddingIndex = 0), Conv2D(3, 2), Flatten, Dense(2)"),
        new("TokenSteps", "Time = 6, Features = 1", "Embedding(11, 8), Gru(5, Returns = Returns.Sequence), Dense(11)", "SoftmaxCrossEntropy") { Batches = [1, 5] },
        new("TokensOfSome", "3", "Embedding(4, 3), Dense(5)", "SoftmaxCrossEntropy(IgnoreIndex = -100)") { Batches = [1, 2, 40] },
        new("TokenAnswers", "Time = 5, Features = 1", "Embedding(6, 7), Lstm(5, Returns = Returns.Sequence), Dense(6)", "SoftmaxCrossEntropy(IgnoreIndex = -1, LabelSmoothing = 0.1)") { Batches = [1, 6] },
        new("TokenPairs", "Time = 3, Features = 2", "Embedding(4, 3, PaddingIndex = 1, Init = Initializer.Uniform), Lstm(7), Dense(2)") { Batches = [1, 6] },
        new("TokensInBranches", "Time = 2, Features = 1", "Parallel<Steps.Wide, Steps.Narrow>(Merge.Concat), Dense(3)", "SoftmaxCrossEntropy") { Batches = [1, 6] },
    ];
}
