using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

public class InterpretedNetworkTests
{
    // y = x·[[1, 2], [3, 4]] + [10, 20]
    private static readonly double[] s_parameters = [1, 2, 3, 4, 10, 20];

    private static NetworkDefinition Linear => Definitions.Network(
        Definitions.Loss("MeanSquaredError", 2), Definitions.Dense("layers.0", 2, 2, 0, 4));

    [Fact]
    public void Dense_multiplies_by_the_weight_and_adds_the_bias()
    {
        var network = new InterpretedNetwork<double>(Linear, s_parameters);

        Assert.Equal([17, 30, 9, 18], network.Predict([1, 2, -1, 0]));
        Assert.Equal(2.5, network.Gradient([1, 2], [16, 32], out double[] gradients));
        Assert.Equal([1, -2, 2, -4, 1, -2], gradients);
    }

    [Fact]
    public void The_gradient_is_the_mean_over_the_batch()
    {
        // The errors are [1, -2] and [-1, 3].
        double loss = new InterpretedNetwork<double>(Linear, s_parameters)
            .Gradient([1, 2, -1, 0], [16, 32, 10, 15], out double[] gradients);

        Assert.Equal((1 + 4 + 1 + 9) / 4.0, loss);
        Assert.Equal([1, -2.5, 1, -2, 0, 0.5], gradients);
    }

    [Fact]
    public void Dense_does_without_a_bias()
    {
        NetworkDefinition definition = Definitions.Network(
            Definitions.Loss("MeanSquaredError", 2), Definitions.Dense("layers.0", 2, 2, 0, null));
        var network = new InterpretedNetwork<double>(definition, [1, 2, 3, 4]);

        Assert.Equal([7, 10], network.Predict([1, 2]));
        network.Gradient([1, 2], [6, 12], out double[] gradients);
        Assert.Equal([1, -2, 2, -4], gradients);
    }

    [Fact]
    public void Dense_reads_an_input_of_several_dimensions_as_one_vector()
    {
        LayerDefinition dense = Definitions.Dense("layers.0", 6, 1, 0, null) with { InputShape = [1, 2, 3] };

        double[] output = new InterpretedNetwork<double>(Definitions.Network(null, dense), [1, 10, 100, 1000, 10000, 100000])
            .Predict([1, 2, 3, 4, 5, 6]);

        Assert.Equal([654321], output);
    }

    [Fact]
    public void Gaps_take_part_in_nothing_and_have_no_gradient()
    {
        NetworkDefinition definition = Definitions.Network(
            Definitions.Loss("MeanSquaredError", 2), Definitions.Dense("layers.0", 2, 2, 1, 7));
        double[] parameters = [double.NaN, 1, 2, 3, 4, double.NaN, double.NaN, 10, 20];

        Assert.Equal(2.5, new InterpretedNetwork<double>(definition, parameters).Gradient([1, 2], [16, 32], out double[] gradients));

        Assert.Equal([0, 1, -2, 2, -4, 0, 0, 1, -2], gradients);
    }

    [Fact]
    public void Layers_that_share_a_parameter_add_up_their_gradients()
    {
        LayerDefinition first = Definitions.Dense("layers.0", 1, 1, 0, null);
        NetworkDefinition definition = Definitions.Network(
            Definitions.Loss("MeanAbsoluteError", 1), first, Definitions.Dense("layers.1", 1, 1, 0, null));

        new InterpretedNetwork<double>(definition, [3]).Gradient([5], [-100], out double[] gradients);

        Assert.Equal([30], gradients);
    }

    [Fact]
    public void Activations_are_listed_by_path_from_input_to_output()
    {
        NetworkDefinition definition = Definitions.Network(
            null,
            Definitions.Dense("blocks.0.layers.0", 2, 2, 0, 4),
            Definitions.Activation("blocks.0.layers.1", "Relu", 2),
            Definitions.Dense("layers.1", 2, 1, 6, null));
        var network = new InterpretedNetwork<double>(definition, [.. s_parameters, 1, -1]);

        OrderedDictionary<string, double[]> activations = network.Activations([1, 2, -11, 0]);

        Assert.Equal(["blocks.0.layers.0", "blocks.0.layers.1", "layers.1"], activations.Keys);
        Assert.Equal([17, 30, -1, -2], activations["blocks.0.layers.0"]);
        Assert.Equal([17, 30, 0, 0], activations["blocks.0.layers.1"]);
        Assert.Equal([-13, 0], activations["layers.1"]);
    }

    [Fact]
    public void The_parameters_are_a_copy_that_can_be_written()
    {
        double[] parameters = [.. s_parameters];
        var network = new InterpretedNetwork<double>(Linear, parameters);

        parameters[4] = 1000;
        Assert.Equal([17, 30], network.Predict([1, 2]));
        network.Parameters[4] = 11;
        Assert.Equal([18, 30], network.Predict([1, 2]));
    }

    [Fact]
    public void A_network_of_float_runs_in_double()
    {
        Span<float> parameters = [0.1f, 2, 3, 4, 10, 20];

        double[] output = InterpretedNetwork<double>.FromParameters(Linear, parameters).Predict([1, 0]);

        Assert.Equal([10 + (double)0.1f, 22], output);
    }

    [Fact]
    public void An_empty_batch_has_no_outputs_and_no_loss()
    {
        var network = new InterpretedNetwork<double>(Linear, s_parameters);
        Assert.Empty(network.Predict([]));
        Assert.Throws<ArgumentException>(() => network.Loss([], []));
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        var network = new InterpretedNetwork<double>(Linear, s_parameters);

        AssertNames(
            Assert.Throws<ArgumentException>(() => new InterpretedNetwork<double>(Linear, [1, 2, 3, 4, 5])),
            "Hand.Written", "6 elements", "5 were given");
        AssertNames(Assert.Throws<ArgumentException>(() => network.Predict([1, 2, 3])), "2 elements", "the 3 of the input");
        AssertNames(Assert.Throws<ArgumentException>(() => network.Loss([1, 2, 3, 4], [1, 2])), "2 examples need 4", "2 were given");
    }

    [Fact]
    public void A_parameter_outside_the_vector_is_named()
    {
        var definition = new NetworkDefinition
        {
            Name = "Hand.Written",
            Precision = Precision.Double,
            InputShape = [2],
            Layers = Linear.Layers,
            ParameterVectorLength = 5,
        };
        AssertNames(
            Assert.Throws<ArgumentException>(() => new InterpretedNetwork<double>(definition, [1, 2, 3, 4, 5])),
            "layers.0.bias", "element 6", "vector of 5");
    }

    [Fact]
    public void An_unknown_layer_is_named_with_those_that_are_known()
    {
        NetworkDefinition definition = Definitions.Network(null, Definitions.Activation("layers.0", "Fourier", 2));
        AssertNames(Assert.Throws<NotSupportedException>(() => new InterpretedNetwork<double>(definition, [])),
            "layer 'Fourier'", "Dense, ", "Tanh");
    }

    [Fact]
    public void An_unknown_loss_is_named_with_those_that_are_known()
    {
        NetworkDefinition definition = Definitions.Network(Definitions.Loss("Hinge", 2), Definitions.Activation("layers.0", "Relu", 2));
        AssertNames(Assert.Throws<NotSupportedException>(() => new InterpretedNetwork<double>(definition, [])),
            "loss 'Hinge'", "Huber, ", "SoftmaxCrossEntropy");
    }

    [Fact]
    public void A_network_without_a_loss_has_none()
    {
        var network = new InterpretedNetwork<double>(Definitions.Network(null, Definitions.Activation("layers.0", "Relu", 2)), []);
        AssertNames(Assert.Throws<InvalidOperationException>(() => network.Loss([1, 2], [])), "Hand.Written", "no loss");
    }

    [Fact]
    public void A_layer_that_does_not_give_its_declared_shape_is_named()
    {
        LayerDefinition wrong = Definitions.Dense("layers.0", 2, 2, 0, 4) with { OutputShape = [3] };
        var network = new InterpretedNetwork<double>(Definitions.Network(null, wrong), s_parameters);
        AssertNames(Assert.Throws<InvalidOperationException>(() => network.Predict([1, 2])), "layers.0 (Dense)", "[2]", "[3]");
    }

    private static void AssertNames(Exception error, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, error.Message));
}
