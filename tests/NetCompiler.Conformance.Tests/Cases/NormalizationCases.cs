using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Normalization in every kind of place.</summary>
internal static class NormalizationCases
{
    /// <summary>The blocks that the cases use.</summary>
    public const string Blocks = """
        namespace Norms
        {
            [Block, Residual(ZeroInitLast = true), Dense(7), BatchNorm, Tanh, Dense(7), BatchNorm] class Post;
            [Block, Residual, BatchNorm, Silu, Dense(7)] class Pre;
            [Block, Softplus] class Bend;
            [Block, Residual(Shortcut = Shortcut.NormalizedProjection), Dense(5), BatchNorm] class Narrow;
            [Block, Residual(Shortcut = Shortcut.NormalizedProjection, ZeroInitLast = false), Conv2D(5, 3, Stride = 2, Padding = 1), BatchNorm, Softplus, Conv2D(5, 3, Padding = 1), BatchNorm] class Down;
        }

        """;

    /// <summary>All of them, and those that are only frozen, in one compilation.</summary>
    public static NetworkLibrary Library => s_library.Value;

    /// <summary>What freezing folds and what it must leave alone.</summary>
    public static IEnumerable<Declaration> Frozen =>
    [
        new("FrozenPlain", "5", "Dense(9), Tanh, Dense(3)"),
        new("FrozenTwice", "5", "Dense(9), BatchNorm, BatchNorm(Affine = false), Relu, Dense(8, Bias = true), BatchNorm, Dense(1), BatchNorm"),
        new("FrozenMaps", "3, 6, 5", "Conv2D(8, 3), BatchNorm, Softplus, Conv2D(6, 3, Groups = 2, Padding = Padding.Same, Bias = true), BatchNorm(Affine = false), Conv2D(1, 2), BatchNorm, Flatten, Dense(3)"),
        new("FrozenDeep", "6", "Dense(7), Repeat<Norms.Post>(20), Dense(3)", "SoftmaxCrossEntropy"),
    ];

    private static readonly Lazy<NetworkLibrary> s_library = new(() => new NetworkLibrary([.. All, .. Frozen], Blocks));

    /// <summary>After a product, first, last, twice, without what is learned, in blocks and over feature maps.</summary>
    public static IEnumerable<Declaration> All => new (string Name, string Input, string Layers, string Loss)[]
    {
        ("AfterDense", "5", "Dense(7), BatchNorm, Tanh, Dense(3)", "MeanSquaredError"),
        ("AfterBias", "5", "Dense(9, Bias = true), BatchNorm, Dense(3)", "MeanSquaredError"),
        ("Options", "5", "Dense(16), BatchNorm(Momentum = 0.3, Epsilon = 0.01), Gelu, Dense(3)", "SoftmaxCrossEntropy"),
        ("PlainMean", "5", "Dense(17), BatchNorm(Affine = false), Sigmoid, Dense(3)", "SoftmaxCrossEntropy"),
        ("Ignored", "5", "Dense(7), BatchNorm, Tanh, Dense(4)", "SoftmaxCrossEntropy(IgnoreIndex = -1)"),
        ("First", "6", "BatchNorm, Dense(3)", "MeanSquaredError"),
        ("Last", "6", "Dense(4), BatchNorm", "MeanSquaredError"),
        ("Alone", "3", "BatchNorm", "MeanSquaredError"),
        ("OfOne", "4", "Dense(1), BatchNorm, Tanh, Dense(2)", "MeanSquaredError"),
        ("Twice", "6", "Tanh, BatchNorm, BatchNorm(Affine = false), Dense(3)", "MeanSquaredError"),
        ("AfterActivation", "6", "Dense(8), Silu, BatchNorm, Dense(8), Elu, BatchNorm, Dense(2)", "MeanSquaredError"),
        ("InBlocks", "6", "Dense(7), Repeat<Norms.Post>(2), Repeat<Norms.Pre>(2), Dense(3)", "SoftmaxCrossEntropy"),
        ("WithDropout", "6", "Dense(9), BatchNorm, Relu, Dropout(0.3), Dense(8), BatchNorm, Dense(3)", "SoftmaxCrossEntropy"),
        ("OfMaps", "3, 4, 2", "BatchNorm, Softplus, BatchNorm(Momentum = 0.5), Dense(3)", "MeanSquaredError"),
        ("OfOneMap", "1, 4, 3", "BatchNorm, Softplus, Dense(3)", "MeanSquaredError"),
        ("OfMapsInPaths", "4, 3, 1", "Residual<Norms.Bend>, BatchNorm, Glu, BatchNorm, Dense(3)", "MeanSquaredError"),
        ("Projected", "7", "Tanh, Use<Norms.Narrow>, Repeat<Norms.Narrow>(2), Dense(3)", "MeanSquaredError"),
        ("OfConvolutions", "2, 5, 7", "Conv2D(6, 3, Padding = Padding.Same), BatchNorm, Softplus, Repeat<Norms.Down>(2), GlobalAveragePool, Dense(3)", "SoftmaxCrossEntropy"),
    }.Select(item => new Declaration($"Norm{item.Name}", item.Input, item.Layers, item.Loss));
}
