using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Layers.Losses;

namespace NetCompiler.Generators.Tests.Core;

public sealed class LayerTests
{
    [Fact]
    public void Paths_count_positions_and_copies_of_blocks()
    {
        NetworkModel model = Networks.Model(
            "Dense(1), Repeat<Outer>(2), Relu, Use<Inner>, Dense(2)", "[Block, Dense(3), Tanh] class Inner; [Block, Use<Inner>, Dense(4)] class Outer;");
        Assert.Equal(
            [
                "layers.0", "blocks.0.blocks.0.layers.0", "blocks.0.blocks.0.layers.1", "blocks.0.layers.1",
                "blocks.1.blocks.0.layers.0", "blocks.1.blocks.0.layers.1", "blocks.1.layers.1",
                "layers.2", "blocks.2.layers.0", "blocks.2.layers.1", "layers.4",
            ],
            model.Layers.Select(layer => layer.Path));
    }

    [Fact]
    public void Layers_inside_another_one_have_its_path_in_front()
    {
        NetworkModel model = Networks.Model(
            "Residual<A>(Shortcut = Shortcut.Projection), Use<B>, Parallel<A, B>(Merge.Concat), DenselyConnected<A>(2)",
            "[Block, Dense(3), Tanh] class A; [Block, Highway, Dense(3)] class B;");
        Assert.Equal(
            [
                "blocks.0", "blocks.0.layers.0", "blocks.0.layers.1", "blocks.0.shortcut.layers.0",
                "blocks.1", "blocks.1.layers.0", "blocks.1.gate.layers.0", "blocks.1.gate.layers.1",
                "blocks.2", "blocks.2.branches.0.layers.0", "blocks.2.branches.0.layers.1",
                "blocks.2.branches.1", "blocks.2.branches.1.layers.0", "blocks.2.branches.1.gate.layers.0", "blocks.2.branches.1.gate.layers.1",
                "blocks.3", "blocks.3.branches.0.layers.0", "blocks.3.branches.0.layers.1", "blocks.3.branches.1.layers.0", "blocks.3.branches.1.layers.1",
            ],
            model.AllLayers.Select(layer => layer.Path));
        Assert.Equal(12, model.Graph.Output.Length);
    }

    [Theory]
    [InlineData(16777216, false, false, true)]
    [InlineData(16777217, false, false, false)]
    [InlineData(16777217, false, true, true)]
    [InlineData(int.MaxValue, true, false, true)]
    public void Targets_are_classes_that_can_be_told_apart(int classes, bool isDouble, bool areProbabilities, bool fits)
    {
        EquatableArray<Argument> arguments = areProbabilities ? new([new("Targets", 1, "Probabilities")]) : default;
        var loss = new SoftmaxCrossEntropyLoss(new LayerArguments(new LayerDeclaration("SoftmaxCrossEntropy", arguments)));
        Assert.Equal(fits, loss.Mismatch(classes, FloatRange.MostIds(isDouble)) is null);
    }

    [Theory]
    [InlineData("[Block, Residual, Relu, Dense(4)] class A;", "Use<A>, Tanh", "LecunNormal")]
    [InlineData("[Block, Residual, Relu, Dense(4)] class A;", "Repeat<A>(2)", "HeNormal")]
    [InlineData("[Block, Residual(Activation = Activation.Selu), Dense(4)] class A;", "Use<A>", "LecunNormal")]
    [InlineData("[Block, Residual(ZeroInitLast = true), Dense(4), Relu] class A;", "Use<A>", "Zeros")]
    [InlineData("[Block, Residual, BatchNorm] class A;", "Use<A>", "Zeros")]
    [InlineData("[Block, Residual(ZeroInitLast = false), BatchNorm] class A;", "Use<A>", "Constant")]
    [InlineData("[Block, Residual(ReZero = true), BatchNorm] class A;", "Use<A>", "Constant")]
    [InlineData("[Block, Residual, Dense(4)] class A;", "Use<A>, Dense(4), Relu", "GlorotUniform")]
    public void The_initialiser_looks_beyond_the_block(string block, string layers, string expected) =>
        Assert.Equal(expected, Networks.Model(layers, block).Parameters.First().Initialization.Kind.ToString());

    [Fact]
    public void Parameters_are_named_by_path_and_start_at_cache_lines()
    {
        NetworkModel model = Networks.Model("Dense(5), PRelu, Dense(2, Bias = false)");
        Assert.Equal(
            [("layers.0.weight", 0), ("layers.0.bias", 32), ("layers.1.slope", 48), ("layers.2.weight", 64)],
            model.Parameters.Select(parameter => (parameter.Name, parameter.Offset)));
        Assert.Equal(80, model.ParameterVectorLength);
    }

    [Theory]
    [InlineData("Relu", "HeNormal")]
    [InlineData("LeakyRelu", "HeNormal")]
    [InlineData("PRelu", "HeNormal")]
    [InlineData("Relu6", "HeNormal")]
    [InlineData("Elu", "HeNormal")]
    [InlineData("Celu", "HeNormal")]
    [InlineData("Gelu", "HeNormal")]
    [InlineData("Silu", "HeNormal")]
    [InlineData("Mish", "HeNormal")]
    [InlineData("Softplus", "HeNormal")]
    [InlineData("HardSwish", "HeNormal")]
    [InlineData("Selu", "LecunNormal")]
    [InlineData("Tanh", "LecunNormal")]
    [InlineData("HardTanh", "LecunNormal")]
    [InlineData("Softsign", "LecunNormal")]
    [InlineData("Sigmoid", "GlorotUniform")]
    [InlineData("HardSigmoid", "GlorotUniform")]
    [InlineData("LogSigmoid", "GlorotUniform")]
    [InlineData("Softmax", "GlorotUniform")]
    [InlineData("Identity, Relu", "GlorotUniform")]
    [InlineData("Dense(2), Relu", "GlorotUniform")]
    public void The_default_initialiser_follows_from_the_activation(string following, string expected) =>
        Assert.Equal(expected, Networks.Model($"Dense(3), {following}").Parameters.First().Initialization.Kind.ToString());

    [Fact]
    public void The_last_layer_is_linear() => Assert.Equal("GlorotUniform", Networks.Model("Relu, Dense(3), MeanSquaredError").Parameters.First().Initialization.Kind.ToString());

    [Fact]
    public void The_activation_may_stand_in_a_block() =>
        Assert.Equal("HeNormal", Networks.Model("Dense(3), Use<B>", "[Block, Relu] class B;").Parameters.First().Initialization.Kind.ToString());

    [Fact]
    public void A_written_initialiser_wins() =>
        Assert.Equal(new Initialization(InitializerKind.Normal, 0.5), Networks.Model("Dense(3, Init = Initializer.Normal, InitScale = 0.5), Relu").Parameters.First().Initialization);

    [Fact]
    public void Mirrored_enums_have_the_names_of_the_public_ones()
    {
        Assert.Equal(Enum.GetNames<Initializer>(), Enum.GetNames<InitializerKind>());
        Assert.Equal(Enum.GetNames<NetCompiler.ParameterRole>(), Enum.GetNames<Layers.ParameterRole>());
    }

    [Fact]
    public void Every_public_layer_is_known() => Assert.All(
        typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => !type.IsGenericType && !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute)))),
        type => Assert.True(LayerCatalog.Knows(type.Name.Replace("Attribute", "")), type.Name));
}
