using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Dense layers of awkward widths in awkward combinations, with every awkward batch.</summary>
internal static class WidthCases
{
    private static readonly int[] s_widths = [1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100];

    private static readonly int[] s_batches = [1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 31, 64];

    /// <summary>Every width as input, hidden and output width; 5 and 8 steps on through the list meet widths of all kinds.</summary>
    public static IEnumerable<Declaration> All => s_widths.Select((input, i) => new Declaration(
        $"Width{input}",
        $"{input}",
        $"Dense({Width(i + 5)}), Tanh, Dense({Width(i + 13 - 8)}{(i % 3 == 0 ? ", Bias = false" : "")}), Softplus, Dense({Width(i + 4)})")
    {
        Batches = s_batches,
    });

    /// <summary>Batches of more rows than are taken through the network at a time, in blocks of 256 rows and of 1,024.</summary>
    public static IEnumerable<Declaration> LargeBatches =>
    [
        new("LargeBatchOfNarrowRows", "3", "Dense(5), Tanh, Dense(2)") { Batches = [1024, 1025, 1100, 2061] },
        new("LargeBatchOfWideRows", "17", "Dense(64), Gelu, Dense(31), PRelu(PerFeature = true), Dense(3)", "SoftmaxCrossEntropy") { Batches = [255, 256, 257, 300, 1100] },
        new("LargeBatchOfActivations", "5", "PRelu, Sigmoid, Softmax", "Huber") { Batches = [300, 1100] },
        new("LargeBatchWithoutBias", "8", "Dense(70, Bias = false), Relu, Dense(70, Bias = false), PRelu, Dense(1, Bias = false)") { Batches = [300, 777] },
    ];

    /// <summary>Rows of weights so wide that kernels copy columns next to each other, with partly filled last panels and last groups of columns.</summary>
    public static IEnumerable<Declaration> Wide =>
    [
        new("WideRows", "7", "Dense(131), Tanh, Dense(150), Softplus, Dense(3)") { Batches = [1, 3, 5, 24, 31] },
        new("WideRectifiedRows", "100", "Dense(130), Relu, Dense(97, Bias = false), LeakyRelu, Dense(150), Relu6, Dense(101), Relu, Dense(120), Tanh, Dense(3)") { Batches = [31, 32, 33, 64, 65, 130, 300], Precisions = [Precision.Float] },
        new("WideRowsInBlocks", "24", "Dense(260), Relu, Dense(128, Bias = false), Tanh, Dense(2)") { Batches = [23, 257, 600], Precisions = [Precision.Float] },
    ];

    private static int Width(int index) => s_widths[index % s_widths.Length];
}
