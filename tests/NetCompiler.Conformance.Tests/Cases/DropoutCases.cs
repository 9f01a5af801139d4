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

            /// <summary>A branch that is left out as a whole.</summary>
            [Block, Residual(StochasticDepth = 0.4), Dense(6), Tanh]
            public class Depth;

            /// <summary>The same with a learned factor, and dropout inside.</summary>
            [Block, Residual(StochasticDepth = 0.2, ReZero = true, Activation = Activation.Tanh), Dense(6), Dropout(0.3)]
            public class LearnedDepth;

            /// <summary>Over channels and positions.</summary>
            [Block, Residual(StochasticDepth = 0.5, LayerScale = 0.4), Tanh]
            public class ImageDepth;
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
        new("Depth", "6", "Repeat<Dropped.Depth>(3), Use<Dropped.LearnedDepth>, Dense(2)") { Batches = [1, 2, 13, 300] },
        new("DepthOfImages", "3, 2, 4", "Use<Dropped.ImageDepth>, Repeat<Dropped.ImageDepth>(2), Dense(2)") { Batches = [1, 11] },
        new("WideRows", "97", "Dense(100), Dropout(0.5), Dense(110), Relu, Dropout(0.3), Dense(99), Dropout(0.6), Dense(2)") { Batches = [31, 33, 70, 300] },
        new("Large", "5", "Dense(70), Relu, Dropout(0.4), Dense(70), Relu, Dropout(0.4), Dense(3)", "SoftmaxCrossEntropy") { Batches = [255, 777] },
    ], Blocks);

    public static TheoryData<string> Names => [.. Library.Declarations.Select(declaration => declaration.Name)];
}
