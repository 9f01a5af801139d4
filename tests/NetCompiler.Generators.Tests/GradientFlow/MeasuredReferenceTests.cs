using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Networks whose gradient was measured in their first step, with four seeds each.</summary>
public sealed class MeasuredReferenceTests
{
    private static readonly LayerDeclaration s_identity = Layer("Dense", ("units", 80), ("Init", "Identity"), ("Bias", false));

    /// <summary>Where an identity matrix mixes no units, one slope is large where the others are: -0.75 and 0.80 instead of -1.6 and 0.15.</summary>
    [Theory]
    [InlineData("Tanh", 46, -0.37, 0.1)]
    [InlineData("Selu", 8, 0.78, 0.15)]
    public void Units_that_are_not_mixed_meet_slopes_that_belong_together(string activation, int depth, double measured, double tolerance)
    {
        LayerDeclaration[] layers = [Layer("Dense", ("units", 80)), .. Enumerable.Repeat(new[] { s_identity, Layer(activation) }, depth).SelectMany(layer => layer), Layer("Dense", ("units", 8))];
        Assert.Equal(measured, FlowAnalysis.Predict(Network(64, Layer("MeanSquaredError"), layers)).Layers[0].Log10ErrorSignal, tolerance);
    }

    /// <summary>An instance normalization takes away what the positions of a map have in common, of the signal and of the gradient, and what is left of that in the gradient of a kernel.</summary>
    [Fact]
    public void Nothing_that_positions_have_in_common_passes_an_instance_normalization()
    {
        LayerDeclaration[] block = [Layer("Conv2D", ("channels", 96), ("kernel", 1)), Layer("InstanceNorm"), Layer("HardSigmoid")];
        LayerDeclaration[] layers = [Layer("Conv2D", ("channels", 96), ("kernel", 3), ("Padding", 1)), Layer("Silu"), .. block, Layer("AveragePool", ("kernel", 2)), .. block, .. block, Layer("GlobalAveragePool"), Layer("Dense", ("units", 1))];
        var predicted = FlowAnalysis.Predict(Network([3, 10, 10], Layer("MeanSquaredError"), layers)).Layers;
        Assert.Equal(-2.85, predicted[0].Log10ErrorSignal, 0.15);
        Assert.Equal(-2.35, predicted[9].Log10WeightGradient, 0.15);
    }

    /// <summary>Slopes that grow with the value turn what positions have in common into a stretching of each channel, which the next normalization takes away: -1.23 and -1.15, where -1.03 and -0.96
    /// were left of any other gradient.</summary>
    [Fact]
    public void No_stretching_of_a_channel_passes_an_instance_normalization()
    {
        LayerDeclaration[] block = [Layer("Conv2D", ("channels", 64), ("kernel", 3), ("Padding", 1)), Layer("InstanceNorm"), Layer("LeakyRelu")];
        LayerDeclaration[] layers = [.. Enumerable.Repeat(block, 3).SelectMany(layer => layer), Layer("GlobalAveragePool"), Layer("Dense", ("units", 10))];
        var predicted = FlowAnalysis.Predict(Network([3, 10, 10], Layer("SoftmaxCrossEntropy"), layers)).Layers;
        Assert.Equal(-1.23, predicted[3].Log10ErrorSignal, 0.08);
        Assert.Equal(-1.15, predicted[3].Log10WeightGradient, 0.08);
    }

    /// <summary>Of normalized channels the means are 0, and so are those of the linear part of any function of them: -1.51 and -1.98 at the last layer, where -0.94 and -1.35 would be left of positions
    /// that have nothing to do with each other.</summary>
    [Theory]
    [InlineData("InstanceNorm", 64, -1.51, 0.05)]
    [InlineData("LayerNorm", 1, -1.98, 0.2)]
    public void Means_over_normalized_maps_are_small(string normalization, int channels, double measured, double tolerance)
    {
        LayerDeclaration[] block = [Layer("Conv2D", ("channels", channels), ("kernel", 3), ("Padding", 1)), Layer(normalization), Layer("Tanh")];
        var predicted = FlowAnalysis.Predict(Network([3, 10, 10], Layer("SoftmaxCrossEntropy"), [.. block, .. block, Layer("GlobalAveragePool"), Layer("Dense", ("units", 10))])).Layers;
        Assert.Equal(measured, predicted[7].Log10WeightGradient, tolerance);
    }

    /// <summary>Random weights that keep the length of a signal keep that of any gradient on average, whatever goes along the signal: all that a single output has does.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_gradient_stays_as_long_as_it_is_on_average(int outputs)
    {
        NetworkFlow flow = FlowAnalysis.Predict(Network(64, Enumerable.Repeat(64, 40).Append(outputs).Select(units => Layer("Dense", ("units", units), ("Init", "LecunNormal")))));
        Assert.Equal(1, flow.Backward.Energy(flow.Model.Signal(flow.Layers[0].Layer)), 1e-9);
    }

    /// <summary>The outputs of a deep narrow network are mostly shorter than on average, and a squared error that they make has a gradient that is so too: measured with 300 seeds, where -0.72 and -0.58
    /// are left of the average.</summary>
    [Theory]
    [InlineData(64, 1, -1.18, 0.1)]
    [InlineData(2, 0, -0.86, 0.06)]
    public void Errors_of_outputs_are_as_most_seeds_have_them(int inputs, double scale, double measured, double tolerance)
    {
        LayerDeclaration[] block = [Layer("Dense", ("units", 16), ("Init", "HeNormal")), Layer("Relu")];
        LayerDeclaration last = scale > 0 ? Layer("Dense", ("units", 16), ("Init", "Normal"), ("InitScale", scale)) : Layer("Dense", ("units", 16));
        LayerDeclaration[] layers = [.. Enumerable.Repeat(block, 20).SelectMany(layer => layer), last];
        Assert.Equal(measured, FlowAnalysis.Predict(Network(inputs, Layer("MeanSquaredError"), layers)).Layers[^1].Log10WeightGradient, tolerance);
    }

    /// <summary>Examples of a single number differ by a factor, so that all of a batch fluctuate together: log(1 + 2/n) in each layer, of which half is missing mostly.</summary>
    [Fact]
    public void Examples_of_one_number_fluctuate_together()
    {
        NetworkFlow flow = FlowAnalysis.Predict(Network(1, Enumerable.Repeat(Layer("Dense", ("units", 16), ("Init", "LecunNormal")), 30)));
        Assert.Equal(30 * Math.Log(1 + (2.0 / 16)) / 2, flow.Backward.Forward.Shortfall(flow.Model.Graph.Output), 1e-6);
    }

    /// <summary>The gradient of a row of a table is that of what was looked up, however deep the network behind it is.</summary>
    [Fact]
    public void The_gradient_of_a_table_is_that_of_its_rows()
    {
        Assert.Equal(Difference(1), Difference(20), 0.08);

        static double Difference(int depth)
        {
            LayerDeclaration[] block = [Layer("Dense", ("units", 16), ("Init", "HeNormal")), Layer("Relu")];
            LayerDeclaration[] layers = [Layer("Embedding", ("vocabulary", 12), ("dimension", 16)), .. Enumerable.Repeat(block, depth).SelectMany(layer => layer), Layer("LastStep"), Layer("Dense", ("units", 10))];
            LayerFlow table = FlowAnalysis.Predict(Sequences(4, 1, layers, Layer("SoftmaxCrossEntropy"))).Layers[0];
            return table.Log10WeightGradient - table.Log10ErrorSignal;
        }
    }

    /// <summary>Of an orthogonal matrix with fewer rows than columns every gradient comes back as long as it is.</summary>
    [Fact]
    public void An_orthogonal_matrix_keeps_what_goes_along_its_result()
    {
        NetworkFlow flow = FlowAnalysis.Predict(Network(64, Layer("Dense", ("units", 64)), Layer("Dense", ("units", 2), ("Init", "Orthogonal"))));
        Assert.Equal(1, flow.Backward.Energy(flow.Model.Signal(flow.Layers[0].Layer)), 1e-9);
    }

    /// <summary>A normalization of groups of two channels takes from what positions have in common the mean of both, and what goes along with their difference: -1.21 and -0.99, where -1.13 and -0.48
    /// were left if only independent positions came in.</summary>
    [Fact]
    public void Little_that_positions_have_in_common_passes_a_normalization_of_small_groups()
    {
        LayerDeclaration[] block = [Layer("Conv2D", ("channels", 8), ("kernel", 3), ("Padding", 1)), Layer("GroupNorm", ("groups", 4)), Layer("LeakyRelu")];
        LayerDeclaration[] layers = [.. Enumerable.Repeat(block, 4).SelectMany(layer => layer), Layer("GlobalAveragePool"), Layer("Dense", ("units", 10))];
        var predicted = FlowAnalysis.Predict(Network([3, 11, 9], Layer("SoftmaxCrossEntropy"), layers)).Layers;
        Assert.Equal(-1.21, predicted[3].Log10ErrorSignal, 0.15);
        Assert.Equal(-0.99, predicted[3].Log10WeightGradient, 0.2);
        Assert.Equal(-0.51, predicted[9].Log10WeightGradient, 0.1);
    }

    /// <summary>What one channel has at all its positions passes a normalization that only divides, and not one that takes the mean away: measured with twelve seeds.</summary>
    [Theory]
    [InlineData("RmsNorm", 0.22)]
    [InlineData("LayerNorm", -0.1)]
    public void Only_a_normalization_with_a_mean_takes_one_away(string normalization, double measured)
    {
        LayerDeclaration[] block = [Layer("Conv2D", ("channels", 1), ("kernel", 3), ("Padding", 1)), Layer(normalization), Layer("Tanh")];
        var predicted = FlowAnalysis.Predict(Network([3, 11, 9], Layer("SoftmaxCrossEntropy"), [.. block, .. block, Layer("GlobalAveragePool"), Layer("Dense", ("units", 10))])).Layers;
        Assert.Equal(measured, predicted[3].Log10ErrorSignal - predicted[4].Log10ErrorSignal, 0.05);
    }

    /// <summary>A group of 12 units is divided by a variance that fluctuates as that of 12 units: over 30 layers 2.47, where 1.85 would be left of groups without end.</summary>
    [Fact]
    public void Small_groups_are_divided_by_less_at_times()
    {
        LayerDeclaration[] block = [Layer("Dense", ("units", 96)), Layer("GroupNorm", ("groups", 8)), Layer("HardTanh")];
        LayerDeclaration[] layers = [Layer("Dense", ("units", 96)), .. Enumerable.Repeat(block, 30).SelectMany(layer => layer), Layer("Dense", ("units", 1))];
        Assert.Equal(2.47, FlowAnalysis.Predict(Network(96, Layer("BinaryCrossEntropyWithLogits"), layers)).Layers[0].Log10ErrorSignal, 0.2);
    }

    /// <summary>A batch normalization divides by what differs in a batch, which is never flat, however small a map is.</summary>
    [Fact]
    public void A_small_map_of_a_batch_is_certain()
    {
        LayerDeclaration[] layers = [Layer("Conv2D", ("channels", 8), ("kernel", 3), ("Padding", 1)), Layer("Relu"), Layer("BatchNorm"), Layer("Flatten"), Layer("Dense", ("units", 10))];
        Assert.InRange(FlowAnalysis.Predict(Network([3, 2, 2], Layer("SoftmaxCrossEntropy"), layers)).Layers[0].Uncertainty, 0, 0.5);
    }

    /// <summary>Behind sigmoids all examples have nearly the same output, of a single unit one sum of random weights, which may be near 0; of sums that differ from example to example it is 0.42.</summary>
    [Fact]
    public void An_output_that_examples_have_in_common_is_uncertain()
    {
        LayerDeclaration[] layers = [Layer("Conv2D", ("channels", 8), ("kernel", 3)), Layer("Sigmoid"), Layer("Flatten"), Layer("Dense", ("units", 1)), Layer("Dense", ("units", 8))];
        Assert.InRange(FlowAnalysis.Predict(Network([3, 6, 6], Layer("MeanSquaredError"), layers)).Layers[4].Uncertainty, 0.6, 0.9);
    }

    /// <summary>The same in a plain network, in which nothing else depends on what examples have in common.</summary>
    [Fact]
    public void A_single_unit_that_examples_have_in_common_is_uncertain()
    {
        LayerDeclaration[] layers = [Layer("Dense", ("units", 64)), Layer("Sigmoid"), Layer("Dense", ("units", 1)), Layer("Dense", ("units", 8))];
        Assert.InRange(FlowAnalysis.Predict(Network(64, Layer("MeanSquaredError"), layers)).Layers[3].Uncertainty, 0.6, 0.9);
    }

    /// <summary>In front of weights that are one and the same number the gradient of a single output is one sum of random weights, which may be near 0: measured -1.99 with four seeds for -1.5.</summary>
    [Fact]
    public void A_sum_of_random_weights_is_uncertain()
    {
        LayerDeclaration[] block = [Layer("Dense", ("units", 24), ("Init", "Constant"), ("InitScale", 0.01)), Layer("Gelu")];
        LayerFlow Second(int outputs) => FlowAnalysis.Predict(Network(12, Layer("MeanAbsoluteError"), [Layer("Dense", ("units", 24)), Layer("Gelu"), .. block, .. block, Layer("Dense", ("units", outputs))])).Layers[3];
        Assert.InRange(Second(1).Uncertainty, 0.5, 1);
        Assert.InRange(Second(16).Uncertainty, 0, 0.3);
    }

    /// <summary>A border that windows reach beyond makes a map of the same numbers uneven, which counts for a batch normalization.</summary>
    [Fact]
    public void What_lies_next_to_a_border_differs()
    {
        LayerDeclaration[] block = [Layer("Conv2D", ("channels", 96), ("kernel", 3), ("Padding", 1)), Layer("BatchNorm"), Layer("HardSigmoid")];
        LayerDeclaration[] layers = [Layer("Conv2D", ("channels", 96), ("kernel", 3), ("Padding", 1)), Layer("HardSwish"), .. Enumerable.Repeat(block, 6).SelectMany(layer => layer), Layer("GlobalAveragePool"), Layer("Dense", ("units", 16))];
        Assert.Equal(-1.31, FlowAnalysis.Predict(Network([1, 8, 8], Layer("MeanSquaredError"), layers)).Layers[8].Log10ErrorSignal, 0.25);
    }

    /// <summary>Of the eight units of a group behind a rectifier all are 0 now and then, so that their differences are divided by nothing.</summary>
    [Theory]
    [InlineData(8, false)]
    [InlineData(2, true)]
    public void A_group_that_may_be_flat_is_not_certain(int groups, bool isCertain)
    {
        var layers = FlowAnalysis.Predict(Network(64, Layer("Dense", ("units", 64)), Layer("Relu"), Layer("GroupNorm", ("groups", groups)), Layer("Dense", ("units", 8)))).Layers;
        Assert.Equal(isCertain, double.IsFinite(layers[0].Uncertainty));
    }
}
