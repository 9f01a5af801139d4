using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Layers in every kind of place.</summary>
internal static class StructureCases
{
    /// <summary>Blocks of layers, of activations alone, of blocks.</summary>
    public const string Blocks = """
        namespace Blocks
        {
            /// <summary>A product and an activation.</summary>
            [Block, Dense(6), Tanh]
            public class Hidden;

            /// <summary>No product.</summary>
            [Block, PRelu, Softsign]
            public class Bend;

            /// <summary>Blocks in a block.</summary>
            [Block, Use<Hidden>, Dense(5, Bias = false), Repeat<Bend>(2)]
            public class Nested;

            /// <summary>Blocks in blocks in a block.</summary>
            [Block]
            [Repeat<Nested>(2)]
            [Use<Bend>]
            public class Deep;
        }


        """;

    public static IEnumerable<Declaration> All => Declaration.MostlyDouble(
    [
        new("OneLayer", "4", "Dense(3)"),
        new("OneByOne", "1", "Dense(1)"),
        new("NoBias", "4", "Dense(9, Bias = false), Relu, Dense(3, Bias = false)"),
        new("NoActivation", "6", "Dense(11), Dense(7), Dense(2)"),
        new("ActivationFirst", "5", "Gelu, Dense(4)"),
        new("ActivationsFirst", "5", "Tanh, PRelu, Softplus, Dense(4), Sigmoid"),
        new("ActivationsInARow", "6", "Dense(10), Relu, Tanh, Silu, HardTanh, Dense(9), Sigmoid, Mish, Dense(3)"),
        new("SameActivationTwice", "6", "Dense(10), Tanh, Tanh, Dense(9), Relu, Relu, Dense(3), Sigmoid, Sigmoid"),
        new("IdentityBetween", "6", "Identity, Dense(10), Identity, Tanh, Identity, Identity, Dense(3), Identity"),
        new("SoftmaxInTheMiddle", "6", "Dense(9), Softmax, Dense(4)"),
        new("SoftmaxTwice", "6", "Dense(9), Softmax, Softmax, Tanh, Dense(8), Softmax, Dense(4)"),
        new("SoftmaxFirst", "19", "Softmax, Dense(4)"),
        new("SoftmaxOfOne", "3", "Dense(1), Softmax, Dense(2)"),
        new("SoftmaxBehindRelu", "6", "Dense(9), Relu, Softmax, Relu, Dense(3)"),
        new("OnlyActivations", "11", "Tanh, Softmax, Silu"),
        new("OnlyLearnedActivations", "11", "PRelu(PerFeature = true), Tanh, PRelu"),
        new("OnlyIdentity", "11", "Identity"),
        new("OnlyIdentities", "11", "Identity, Identity, Identity", "SoftmaxCrossEntropy"),
        new("NoLoss", "5", "Dense(7), Relu, Dense(3)", Loss: null),
        new("NoLossNoProduct", "5", "Identity", Loss: null),
        new("SlopesInARow", "6", "Dense(10), PRelu, PRelu(0.5, PerFeature = true), PRelu(-0.3), Dense(2)"),
        new("Image", "2, 3, 4", "Dense(10), Relu, Dense(3)", "SoftmaxCrossEntropy"),
        new("ImageThroughActivations", "2, 3, 4", "Tanh, PRelu(PerFeature = true), Dense(5)"),
        new("ImageThroughSlopes", "3, 4, 5", "PRelu(0.5, PerFeature = true), Softmax, PRelu(PerFeature = true), Softplus", "Huber"),
        new("ImageOnly", "2, 3, 4", "Softplus, Sigmoid"),
        new("ImageThroughSoftmax", "2, 3, 4", "Softmax, Dense(5), Softmax"),
        new("OneBlock", "4", "Use<Blocks.Hidden>, Dense(2)"),
        new("RepeatedBlocks", "4", "Dense(6), Repeat<Blocks.Hidden>(3), Dense(2)", "Huber"),
        new("NestedBlocks", "4", "Use<Blocks.Nested>, Repeat<Blocks.Bend>(2), Dense(2)"),
        new("DeepBlocks", "7", "Dense(4), Repeat<Blocks.Deep>(2), Tanh, Use<Blocks.Hidden>, Dense(3)", "SoftmaxCrossEntropy"),
        new("TwentyLayers", "6", string.Join(", ", Enumerable.Repeat("Dense(6), Tanh", 20))),
    ]);
}
