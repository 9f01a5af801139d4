using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Dropout in every kind of place: alone, in front of and behind products, in branches, on images, fused with functions and sums.</summary>
internal static class DropoutCases
{
    private const string Blocks = """
        namespace Dropped
        {
            /// <summary>Dropout inside a residual branch.</summary>
            [Block, Residual, Dense(6), Tanh, Dropout(0.3), Dense(6)]
            public class Branch;
        }


        """;

    public static NetworkLibrary Library { get; } = new(
    [
        new("Hidden", "5", "Dense(13), Relu, Dropout(0.4), Dense(3)", "SoftmaxCrossEntropy") { Batches = [1, 2, 5, 17, 300] },
        new("Wide", "7", "Dense(33), Tanh, Dropout, Dense(31), Gelu, Dropout(0.1), Dense(2)") { Batches = [1, 3, 8] },
        new("Input", "19", "Dropout(0.2), Dense(4)") { Batches = [1, 7] },
        new("Alone", "3", "Dropout(0.5), PRelu(PerFeature = true), Dropout(0.25)", "Huber") { Batches = [1, 5, 1100] },
        new("OnLogits", "4", "Dense(1), Dropout(0.3)", "MeanAbsoluteError") { Batches = [1, 9, 64] },
        new("Twice", "6", "Dense(9), Dropout(0.3), Dropout(0.3), Silu, Dense(2)") { Batches = [4, 31] },
        new("Never", "6", "Dense(9), Dropout(0), Dense(2)") { Batches = [4] },
        new("NearlyAlways", "6", "Dense(9), Relu, Dropout(0.99), Dense(2)") { Batches = [33] },
        new("Image", "3, 2, 4", "Dropout(0.3), Tanh, Dense(2)") { Batches = [1, 6] },
        new("Branches", "6", "Repeat<Dropped.Branch>(3), Dense(2)") { Batches = [1, 12] },
        new("Large", "5", "Dense(70), Relu, Dropout(0.4), Dense(70), Relu, Dropout(0.4), Dense(3)", "SoftmaxCrossEntropy") { Batches = [255, 777] },
    ], Blocks);

    public static TheoryData<string> Names => [.. Library.Declarations.Select(declaration => declaration.Name)];
}
