using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Convolutions, pools and what goes with them, with every option and in combinations, at sizes that fit nothing.</summary>
internal static class FeatureMapCases
{
    /// <summary>The blocks that the cases use.</summary>
    public const string Blocks = """
        namespace Maps
        {
            [Block, Residual, Conv2D(5, 3, Padding = Padding.Same), Tanh, Conv2D(5, 3, Padding = Padding.Same)] class Same;
            [Block, Residual(Shortcut = Shortcut.Projection, Activation = Activation.Softplus), Conv2D(7, 3, Stride = 2, Padding = 1), Silu, Conv2D(7, 3, Padding = 1)] class Down;
            [Block, Highway, Conv2D(5, 3, Padding = 1), Tanh] class Carried;
            [Block, Gated(GateBias = 0.3), Conv2D(6, 3, Stride = 2, Padding = 1)] class Gated;
            [Block, Gated, Conv1D(4, 3, Padding = Padding.Same), Silu] class GatedLine;
            [Block, Gated, Reshape(3, 2, 2), Tanh] class GatedToMap;
            [Block, Residual(Shortcut = Shortcut.Projection), Dense(8), Reshape(2, 2, 2), Tanh] class ToMap;
            [Block, Conv2D(3, 1), Tanh] class Narrow;
            [Block, Conv2D(4, 3, Padding = 1)] class Wide;
        }

        """;

    // Compiling the kernels takes longer than checking them, so most networks are compiled in the precision that shows most.
    private static readonly string[] s_inFloat = ["Conv32", "Conv48", "ConvDepthwise41"];

    private static readonly string[] s_inBoth =
        ["ConvSame", "Conv16", "ConvGroups", "ConvDepthwise16", "LineDilated", "MaxPoolOverlap", "AveragePoolPadded", "UpsampleBilinear"];

    public static IEnumerable<Declaration> All => new (string Name, string Input, string Layers, string Loss)[]
    {
        // Kernels of every shape, with channels that fill no vector, fill one, and are one more.
        ("Conv1x1", "5, 3, 4", "Conv2D(3, 1), Tanh, Dense(2)", "MeanSquaredError"),
        ("Conv3x3", "3, 5, 6", "Conv2D(7, 3), Relu, Conv2D(2, 3)", "MeanSquaredError"),
        ("ConvSame", "1, 7, 5", "Conv2D(6, 5, Padding = Padding.Same), Tanh, Conv2D(3, 3, Padding = Padding.Same), Dense(2)", "SoftmaxCrossEntropy"),
        ("ConvEvenSame", "2, 5, 5", "Conv2D(3, 4, Padding = Padding.Same), Silu, Conv2D(2, 2, Padding = Padding.Same)", "MeanSquaredError"),
        ("ConvOblong", "3, 6, 9", "Conv2D(4, KernelHeight = 1, KernelWidth = 5), Sigmoid, Conv2D(3, 2, KernelHeight = 3, Padding = 1), Dense(2)", "MeanSquaredError"),
        ("Conv16", "16, 4, 5", "Conv2D(16, 3, Padding = 1), Gelu, Conv2D(17, 3, Padding = 1), Dense(2)", "MeanSquaredError"),
        ("Conv32", "7, 9, 3", "Conv2D(33, 3, Padding = 1), Relu, Conv2D(32, 3, Padding = 1, Stride = 2), Dense(2)", "MeanSquaredError"),
        ("Conv48", "2, 13, 15", "Conv2D(48, 2), Elu, Conv2D(15, 3, Padding = 2), Dense(1)", "MeanSquaredError"),
        ("ConvOne", "1, 4, 3", "Conv2D(1, 2), Tanh, Conv2D(1, 2, Padding = 1)", "MeanSquaredError"),
        // Strides, dilations, padding and groups, alone and together.
        ("ConvStride", "2, 9, 8", "Conv2D(3, 3, Stride = 2), Tanh, Conv2D(4, 3, Stride = 2, Padding = 2), Dense(2)", "MeanSquaredError"),
        ("ConvStrideBeyondKernel", "2, 9, 7", "Conv2D(5, 1), Tanh, Conv2D(3, 2, Stride = 3)", "MeanSquaredError"),
        ("ConvStrideSame", "3, 7, 6", "Conv2D(4, 3, Stride = 2, Padding = Padding.Same), Tanh, Conv2D(2, 2, Stride = 2, Padding = Padding.Same)", "MeanSquaredError"),
        ("ConvDilated", "3, 7, 9", "Conv2D(4, 3, Dilation = 2), Tanh, Conv2D(3, 2, Dilation = 3, Padding = 3), Dense(2)", "MeanSquaredError"),
        ("ConvStrideDilated", "2, 11, 10", "Conv2D(4, 3), Tanh, Conv2D(4, 3, Dilation = 2, Stride = 2, Padding = 3), Dense(2)", "MeanSquaredError"),
        ("ConvStrideDilatedApart", "2, 9, 11", "Conv2D(3, 2), Tanh, Conv2D(4, 4, Dilation = 2, Stride = 3, Padding = 4)", "MeanSquaredError"),
        ("ConvMuchPadding", "2, 3, 2", "Conv2D(3, 1, Padding = 2), Tanh, Conv2D(2, 2, Padding = 3, Stride = 2), Dense(3)", "MeanSquaredError"),
        ("ConvTallerThanInput", "3, 2, 6", "Tanh, Conv2D(4, 5, Padding = 2), Relu, Conv2D(3, 3, Padding = 1), Dense(2)", "MeanSquaredError"),
        ("ConvWhole", "3, 4, 5", "Conv2D(6, KernelHeight = 4, KernelWidth = 5), Tanh, Conv2D(3, 1)", "SoftmaxCrossEntropy"),
        ("ConvGroups", "6, 5, 4", "Conv2D(8, 3, Groups = 2), Tanh, Conv2D(6, 2, Groups = 2, Padding = 1, Stride = 2), Dense(2)", "MeanSquaredError"),
        ("ConvGroupsDilated", "9, 7, 7", "Conv2D(12, 3, Groups = 3, Dilation = 2, Padding = 1), Tanh, Conv2D(4, 2, Groups = 4, Stride = 2), Dense(2)", "MeanSquaredError"),
        ("ConvDepthwise", "7, 6, 5", "Conv2D(7, 3, Groups = 7, Padding = 1), Tanh, Conv2D(7, 3, Groups = 7, Stride = 2, Padding = 1), Softplus, Conv2D(3, 1)", "MeanSquaredError"),
        ("ConvDepthwise16", "16, 5, 6", "Tanh, Conv2D(16, 3, Groups = 16, Dilation = 2, Padding = 2, Bias = false), Relu, Conv2D(16, 2, Groups = 16, Stride = 2), Dense(2)", "MeanSquaredError"),
        ("ConvDepthwise41", "41, 3, 4", "Conv2D(41, 3, Groups = 41, Padding = Padding.Same), Tanh, Conv2D(41, 2, Groups = 41, Stride = 3), Dense(2)", "MeanSquaredError"),
        ("ConvMultiplier", "3, 4, 5", "Conv2D(6, 3, Groups = 3, Padding = 1), Tanh, Conv2D(12, 2, Groups = 6), Dense(2)", "MeanSquaredError"),
        // In front of and behind everything else.
        ("ConvPooled", "3, 4, 4", "Conv2D(5, 3, Padding = 1), Tanh, GlobalAveragePool, Dense(2)", "SoftmaxCrossEntropy"),
        ("ConvPRelu", "2, 4, 5", "Conv2D(5, 2), PRelu, Conv2D(4, 2), PRelu, Flatten, Dense(2)", "MeanSquaredError"),
        ("ConvPaths", "5, 4, 6", "Repeat<Maps.Same>(2), Use<Maps.Down>, Dense(2)", "MeanSquaredError"),
        ("ConvSideBySide", "2, 3, 4", "Conv2D(4, 1), DenselyConnected<Maps.Narrow>(1), Parallel<Maps.Narrow, Maps.Wide>(Merge.Concat), Conv2D(3, 2), Dense(2)", "MeanSquaredError"),
        ("ConvGates", "5, 5, 4", "Use<Maps.Carried>, Use<Maps.Gated>, Conv2D(2, 2)", "MeanSquaredError"),
        ("LineGates", "4, 7", "Highway<Maps.GatedLine>, Use<Maps.GatedLine>, Dense(2)", "MeanSquaredError"),
        ("MapsFromVectors", "12", "Use<Maps.GatedToMap>, Conv2D(3, 2), Flatten, Use<Maps.ToMap>, Conv2D(2, 2)", "MeanSquaredError"),
        // Along a line.
        ("Line", "2, 17", "Conv1D(5, 3), Tanh, Conv1D(4, 2, Stride = 2, Padding = 1), Dense(2)", "MeanSquaredError"),
        ("LineDilated", "3, 20", "Conv1D(18, 3, Dilation = 4, Padding = Padding.Same), Relu, Conv1D(6, 4, Groups = 3, Stride = 3), MaxPool(2), Dense(2)", "MeanSquaredError"),
        ("LineDepthwise", "5, 11", "Conv1D(5, 5, Groups = 5, Padding = 2), Tanh, AveragePool(3, Stride = 2, Padding = 1), Upsample(2), Conv1D(2, 1)", "MeanSquaredError"),
        // Pools.
        ("MaxPool", "3, 6, 4", "Conv2D(5, 1), MaxPool(2), Tanh, Dense(2)", "MeanSquaredError"),
        ("MaxPoolOverlap", "2, 7, 8", "Conv2D(9, 2), Tanh, MaxPool(3, Stride = 2), Conv2D(2, 2)", "MeanSquaredError"),
        ("MaxPoolPadded", "2, 7, 6", "Conv2D(17, 2), MaxPool(3, Stride = 2, Padding = 1), Dense(2)", "MeanSquaredError"),
        ("MaxPoolSame", "2, 5, 4", "Conv2D(3, 1), MaxPool(2, Stride = 1, Padding = Padding.Same), MaxPool(KernelHeight = 1, KernelWidth = 3), Dense(2)", "MeanSquaredError"),
        ("MaxPoolLarge", "1, 11, 10", "Conv2D(4, 2), MaxPool(5), Dense(2)", "MeanSquaredError"),
        ("MaxPoolFirst", "3, 4, 4", "MaxPool(2), Conv2D(3, 2)", "MeanSquaredError"),
        ("AveragePool", "3, 6, 4", "Conv2D(5, 1), AveragePool(2), Tanh, Dense(2)", "MeanSquaredError"),
        ("AveragePoolPadded", "2, 6, 7", "Conv2D(6, 2), AveragePool(3, Stride = 2, Padding = 1), Softplus, AveragePool(2, Padding = 1, CountIncludePad = false), Dense(2)", "MeanSquaredError"),
        ("AveragePoolSame", "2, 5, 4", "Conv2D(16, 1), AveragePool(2, Stride = 1, Padding = Padding.Same, CountIncludePad = false), Dense(2)", "MeanSquaredError"),
        ("AveragePoolLeftOver", "4, 5, 7", "PRelu(PerFeature = true), AveragePool(2), Dense(2)", "MeanSquaredError"),
        ("GlobalAveragePool", "5, 3, 4", "Conv2D(18, 2), Relu, GlobalAveragePool", "SoftmaxCrossEntropy"),
        ("GlobalAveragePoolOfLine", "3, 7", "Conv1D(2, 3), GlobalAveragePool, Dense(3)", "MeanSquaredError"),
        // Shapes.
        ("Upsample", "3, 2, 3", "Conv2D(5, 2), Upsample(3), Tanh, Conv2D(2, 2)", "MeanSquaredError"),
        ("UpsampleLast", "2, 3, 2", "Conv2D(17, 1), Upsample(2)", "MeanSquaredError"),
        ("UpsampleBilinear", "3, 2, 3", "Conv2D(17, 2), Upsample(3, Mode = UpsampleMode.Bilinear), Tanh, Conv2D(2, 2)", "MeanSquaredError"),
        ("UpsampleBilinearLast", "3, 4, 5", "Conv2D(5, 2), Upsample(2, Mode = UpsampleMode.Bilinear)", "MeanSquaredError"),
        ("UpsampleBilinearLine", "2, 5", "Conv1D(4, 2), Upsample(4, Mode = UpsampleMode.Bilinear), Conv1D(2, 3), Upsample(1, Mode = UpsampleMode.Bilinear)", "MeanSquaredError"),
        ("Reshape", "24", "Dense(36), Tanh, Reshape(4, 3, 3), Conv2D(3, 2), Reshape(6, 2), Conv1D(2, 2), Reshape(2)", "MeanSquaredError"),
        ("FlattenFirst", "2, 3, 4", "Flatten, Dense(3)", "MeanSquaredError"),
    }.Select(item => new Declaration(item.Name, item.Input, item.Layers, item.Loss) { Precisions = PrecisionsOf(item.Name) });

    private static Precision[] PrecisionsOf(string name) =>
        s_inFloat.Contains(name) ? [Precision.Float] : s_inBoth.Contains(name) ? [Precision.Float, Precision.Double] : [Precision.Double];
}
