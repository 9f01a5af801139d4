using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Normalization within each example, and of weights.</summary>
internal static class ExampleNormCases
{
    /// <summary>The blocks that the cases use.</summary>
    public const string Blocks = """
        namespace ExampleNorms
        {
            [Block, Residual, LayerNorm, Gelu, Dense(7)] class Pre;
            [Block, Residual, Dense(7), RmsNorm] class Post;
            [Block, Residual, Tanh, Dense(7, WeightNorm = true)] class Directed;
        }

        """;

    /// <summary>Vectors and feature maps, with groups of one element and of more than a vector, with and without what is learned, and where their gradients come together.</summary>
    public static IEnumerable<Declaration> All => new (string Name, string Input, string Layers, string Loss)[]
    {
        ("Layer", "5", "Dense(7), LayerNorm, Tanh, Dense(3)", "MeanSquaredError"),
        ("LayerOfMany", "5", "Dense(37), LayerNorm(Epsilon = 0.01), Silu, LayerNorm(Affine = false), Dense(3)", "SoftmaxCrossEntropy"),
        ("LayerAlone", "4", "LayerNorm", "MeanSquaredError"),
        ("Weight", "5", "Dense(7, WeightNorm = true), Tanh, Dense(19, WeightNorm = true, Bias = false), Softplus, Dense(1, WeightNorm = true)", "MeanSquaredError"),
        ("WeightOfMaps", "3, 5, 4", "Conv2D(6, 3, WeightNorm = true), Softplus, Conv2D(4, 2, Groups = 2, WeightNorm = true, Bias = false), Tanh, Flatten, Dense(3, WeightNorm = true)", "MeanSquaredError"),
        ("WeightInBlocks", "6", "Dense(7, WeightNorm = true), Repeat<ExampleNorms.Directed>(2), Dense(3)", "SoftmaxCrossEntropy"),
        ("LayerOfOne", "3", "Dense(1), LayerNorm, Dense(2)", "MeanSquaredError"),
        ("LayerOfMap", "3, 4, 2", "Softplus, LayerNorm, Softplus, LayerNorm(Affine = false), Dense(3)", "MeanSquaredError"),
        ("LayerInBlocks", "6", "Dense(7), Repeat<ExampleNorms.Pre>(2), Repeat<ExampleNorms.Post>(2), Dense(3)", "SoftmaxCrossEntropy"),
        ("Rms", "6", "Dense(9), RmsNorm, Tanh, RmsNorm(Epsilon = 0.1), Dense(33), RmsNorm(Affine = false), Dense(3)", "MeanSquaredError"),
        ("RmsOfMap", "3, 4, 2", "Softplus, RmsNorm, Dense(3)", "MeanSquaredError"),
        ("Groups", "5", "Dense(12), GroupNorm(3), Tanh, GroupNorm(1), Dense(6), GroupNorm(2, Affine = false, Epsilon = 0.1), Dense(3)", "MeanSquaredError"),
        ("GroupsOfMany", "5", "Dense(99), GroupNorm(3), Tanh, Dense(3)", "MeanSquaredError"),
        ("GroupsOfOne", "5", "Dense(6), GroupNorm(6), Dense(3)", "MeanSquaredError"),
        ("GroupsOfMap", "6, 3, 5", "PRelu(PerFeature = true), GroupNorm(3), Softplus, GroupNorm(1), Tanh, GroupNorm(6), Dense(3)", "MeanSquaredError"),
        ("GroupsOfWideMap", "34, 3, 1", "PRelu(PerFeature = true), GroupNorm(2), Softplus, GroupNorm(17, Affine = false), Dense(3)", "MeanSquaredError"),
        ("GroupsThroughLayouts", "4, 2, 3", "Tanh, GroupNorm(2), LayerNorm, GroupNorm(2), Dense(2)", "MeanSquaredError"),
        ("Instances", "3, 5, 3", "PRelu(PerFeature = true), InstanceNorm, Softplus, InstanceNorm(Affine = true, Epsilon = 0.01), Softplus, Dense(3)", "MeanSquaredError"),
        ("InstancesOfOneMap", "1, 3, 3", "PRelu, InstanceNorm(Affine = true), Softplus, Dense(3)", "MeanSquaredError"),
    }.Select(item => new Declaration($"{item.Name}Norm", item.Input, item.Layers, item.Loss));
}
