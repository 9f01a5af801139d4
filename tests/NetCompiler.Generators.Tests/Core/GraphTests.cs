using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Tests.Core;

public sealed class GraphTests
{
    private static readonly NetworkModel s_model = Networks.Model("Dense(3), Tanh, Dense(2, Bias = false), MeanSquaredError");

    [Fact]
    public void Layers_are_lowered_to_primitives() => ShouldBe(s_model.Graph, """
        Forward  layers.0             MatrixProduct: x[b, 4], weight[4, 3] -> product[b, 3]
        Forward  layers.0             Elementwise: product[b, 3], bias[3] -> z[b, 3]
        Forward  layers.1             Elementwise: z[b, 3] -> y[b, 3]
        Forward  layers.2             MatrixProduct: y[b, 3], weight[3, 2] -> product[b, 2]
        Loss     loss                 Reduce: product[b, 2], t[b, 2] -> loss[1]

        """);

    [Fact]
    public void Training_is_fused_and_has_no_gradient_of_the_input() => ShouldBe(PassPipeline.ForTraining(s_model.Graph), """
        Forward  layers.0             MatrixProduct: x[b, 4], weight[4, 3], bias[3] -> y[b, 3]
        Forward  layers.2             MatrixProduct: y[b, 3], weight[3, 2] -> product[b, 2]
        Loss     loss                 Reduce: product[b, 2], t[b, 2] -> loss[1]
        Backward loss                 Elementwise: 1/losses[1], t[b, 2], product[b, 2] -> dproduct[b, 2]
        Backward layers.2             MatrixProduct: y[b, 3], dproduct[b, 2] -> dweight[3, 2]
        Backward layers.2             MatrixProduct: dproduct[b, 2], weight[3, 2], y[b, 3] -> dz[b, 3]
        Backward layers.0             MatrixProduct: x[b, 4], dz[b, 3] -> dweight[4, 3], dbias[3]

        """);

    [Fact]
    public void Inference_is_the_forward_pass_alone() => ShouldBe(PassPipeline.ForInference(s_model.Inference), """
        Forward  layers.0             MatrixProduct: x[b, 4], weight[4, 3], bias[3] -> y[b, 3]
        Forward  layers.2             MatrixProduct: y[b, 3], weight[3, 2] -> product[b, 2]

        """);

    [Fact]
    public void Every_parameter_gets_a_gradient()
    {
        NetworkModel model = Networks.Model("PRelu, Dense(3), PRelu(PerFeature = true), Softmax, Use<B>, Softmax, SoftmaxCrossEntropy", "[Block, Dense(3), LogSigmoid, Dense(4)] class B;");
        Assert.Equal(model.Parameters.Select(parameter => parameter.Value).ToHashSet(), [.. PassPipeline.ForTraining(model.Graph).ParameterGradients.Keys]);
    }

    private static void ShouldBe(ComputeGraph graph, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), graph.ToString());
}
