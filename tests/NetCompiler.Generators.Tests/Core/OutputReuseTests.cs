using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Tests.Core;

/// <summary>Which activations let the backward pass do without their input.</summary>
public sealed class OutputReuseTests
{
    [Theory]
    [InlineData("Relu", true)]
    [InlineData("LeakyRelu", true)]
    [InlineData("LeakyRelu(0)", true)]
    [InlineData("Tanh", true)]
    [InlineData("Sigmoid", true)]
    [InlineData("LeakyRelu(-0.5)", false)] // The output is positive on both sides.
    [InlineData("PRelu", false)]
    [InlineData("Elu", false)]
    [InlineData("Gelu", false)]
    [InlineData("Silu", false)]
    [InlineData("Mish", false)]
    [InlineData("Softplus", false)]
    [InlineData("Softsign", false)]
    [InlineData("HardSwish", false)]
    public void Only_the_output_is_kept(string activation, bool keepsOnlyOutput)
    {
        NetworkModel model = Networks.Model($"Dense(3), {activation}, Dense(2), MeanSquaredError");
        Value input = model.Layers[1].Input;
        ComputeGraph training = PassPipeline.ForTraining(model.Graph);
        Assert.Equal(!keepsOnlyOutput, training.Operations.Any(operation => operation.Phase == Phase.Backward && operation.Inputs.Contains(input)));
        // What nobody reads again is not stored in the first place.
        Assert.Equal(!keepsOnlyOutput, training.Operations.Any(operation => operation.Outputs.Contains(input)));
    }
}
