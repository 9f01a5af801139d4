using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Passes;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Tests.Core;

/// <summary>Where each fusion takes place, and where it must not.</summary>
public sealed class FusionTests
{
    private readonly GraphBuilder _builder = new() { Layer = "test" };
    private readonly Value _x = new(ValueKind.Input, "x", perExample: true, 4);
    private readonly Value _weight = new(ValueKind.Parameter, "weight", perExample: false, 4, 4);
    private readonly Value _bias = new(ValueKind.Parameter, "bias", perExample: false, 4);

    [Fact]
    public void Unused_operations_are_dropped_with_what_only_they_read()
    {
        Value unused = Map(Tanh(Argument(0)), Map(Sigmoid(Argument(0)), _x));
        Value y = Map(Exp(Argument(0)), _x);
        Assert.NotNull(unused);
        Assert.Equal([y], DropUnused.Run(Graph(y)).Operations.SelectMany(operation => operation.Outputs));
    }

    [Fact]
    public void A_bias_is_where_the_sums_start()
    {
        Value z = Map(Argument(0) + Argument(1), _builder.Product(_x, _weight), _bias);
        MatrixProduct product = Assert.IsType<MatrixProduct>(FuseBias.Run(Graph(z)).Operations.Single());
        Assert.Equal((_bias, z), (product.Bias, product.Result));
    }

    [Fact]
    public void A_scale_and_a_shift_become_part_of_frozen_weights()
    {
        ComputeGraph graph = PassPipeline.ForFrozen(Networks.Model("Dense(3, Bias = true), BatchNorm, BatchNorm, Relu, Dense(2)").Inference);
        Operation[] predicting = [.. graph.Operations.Where(operation => operation.Phase == Phase.Forward)];
        Assert.All(predicting, operation => Assert.IsType<MatrixProduct>(operation));
        Assert.Equal(2, predicting.Length);
        Assert.Equal(["weight", "bias"], Preparation.Results(graph).Select(value => value.Name));
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Relu6")]
    [InlineData("Dropout(0.5)")]
    public void Zeros_behind_a_rectifier_need_no_multiplication(string rectifier)
    {
        ComputeGraph training = PassPipeline.ForTraining(Networks.Model($"Dense(3), {rectifier}, Dense(4), Tanh, Dense(2), MeanSquaredError").Graph);
        Assert.Equal(
            ["layers.0 WeightGradient", "layers.2 Forward"],
            training.Operations.OfType<MatrixProduct>().Where(product => product.IsRectified).Select(product => $"{product.Layer} {product.Form}").Order());
    }

    [Fact]
    public void The_gradient_of_an_input_has_the_zeros_of_the_rectifier_behind() =>
        Assert.Equal(
            ["InputGradient", "WeightGradient"],
            PassPipeline.ForTraining(Networks.Model("Dense(3), Tanh, Dense(4), Relu, Flatten, MeanSquaredError").Graph).Operations.OfType<MatrixProduct>().Where(product => product.IsRectified).Select(product => $"{product.Form}").Order());

    [Theory]
    [InlineData("Float", 96, true)]
    [InlineData("Float", 95, false)]
    [InlineData("Double", 96, false)]
    public void Kernels_of_wide_float_layers_leave_out_zeros(string precision, int width, bool leavesOut)
    {
        string text = Compiled.From(
            $"using NetCompiler; [Network(Input = {width}, Precision = Precision.{precision}), Dense({width}), Relu, Dense({width}), Relu, Dense(2), MeanSquaredError] partial class Net;").ShouldNotThrow().Text;
        foreach (string form in new[] { "Forward", "InputGradient", "WeightGradient" })
            Assert.Equal(leavesOut, text.Contains($"RectifiedProduct.{form}(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dense(3), Relu, BatchNorm, Dense(2)")]
    [InlineData("BatchNorm, Dense(2)")]
    [InlineData("Residual<Plain>, BatchNorm, Dense(2)")]
    public void A_scale_behind_anything_else_stays(string layers)
    {
        ComputeGraph inference = Networks.Model(layers, "[Block, Dense(4)] class Plain;").Inference;
        Assert.Equal(inference.ToString(), FoldAffine.Run(inference).ToString());
    }

    [Fact]
    public void Nothing_is_prepared_where_nothing_depends_on_parameters_only() =>
        Assert.Empty(Preparation.Results(PassPipeline.ForFrozen(Networks.Model("Dense(3), Tanh, LayerNorm, Dense(2)").Inference)));

    [Fact]
    public void A_product_that_others_read_keeps_its_bias_apart()
    {
        Value product = _builder.Product(_x, _weight);
        ShouldStay(FuseBias.Run, Map(Argument(0) + Argument(1), Map(Argument(0) + Argument(1), product, _bias), product));
    }

    [Fact]
    public void What_is_not_a_sum_with_a_parameter_is_no_bias()
    {
        Value product = _builder.Product(_x, _weight);
        ShouldStay(FuseBias.Run, Map(Argument(0) * Argument(1), product, _bias));
        ShouldStay(FuseBias.Run, Map(Argument(0) + Argument(1), product, _x));
    }

    [Fact]
    public void Elementwise_operations_in_a_row_become_one()
    {
        Value y = Map(Argument(0) * Argument(1), Map(Exp(Argument(0)), _x), _x);
        Elementwise map = Assert.IsType<Elementwise>(FuseElementwise.Run(Graph(y)).Operations.Single());
        Assert.Equal(Math.Exp(0.5) * 0.5, map.Expression.Evaluate(0.5), 1e-12);
        Assert.Equal([_x], map.Operands);
    }

    [Fact]
    public void An_elementwise_operation_joins_the_sum_that_reads_it()
    {
        Value sum = _builder.Reduce("sum", Reduction.Sum, Axis.Features, Square(Argument(0)), detached: false, Map(Exp(Argument(0)), _x));
        Reduce reduce = Assert.IsType<Reduce>(FuseElementwise.Run(Graph(sum)).Operations.Single());
        Assert.Equal(Math.Exp(1), reduce.Expression.Evaluate(0.5), 1e-12);
    }

    [Fact]
    public void A_value_with_two_readers_is_computed_once()
    {
        Value e = Map(Exp(Argument(0)), _x);
        Value sum = _builder.Reduce("sum", Reduction.Sum, Axis.Features, Argument(0), detached: false, e);
        ShouldStay(FuseElementwise.Run, Map(Argument(0) / Argument(1), e, sum));
    }

    [Fact]
    public void Forward_and_backward_stay_apart()
    {
        Value y = Map(Exp(Argument(0)), _x);
        _builder.Phase = Phase.Backward;
        ShouldStay(FuseElementwise.Run, Map(Square(Argument(0)), y));
    }

    [Fact]
    public void A_chain_that_doubles_ends_somewhere()
    {
        Value y = _x;
        for (int i = 0; i < 30; i++)
            y = Map(Argument(0) * Sigmoid(Argument(0)), y);
        Assert.InRange(FuseElementwise.Run(Graph(y)).Operations.OfType<Elementwise>().Max(map => map.Expression.Cost()), 4, 64);
    }

    [Fact]
    public void An_activation_becomes_the_epilogue_of_a_product()
    {
        Value y = Map(Tanh(Argument(0)), _builder.Product(_x, _weight));
        MatrixProduct product = Assert.IsType<MatrixProduct>(FuseEpilogue.Run(Graph(y)).Operations.Single());
        Assert.Equal(y, product.Epilogue!.Result);
        Assert.False(product.StoresResult);
    }

    [Fact]
    public void A_product_that_is_read_again_is_stored_beside_its_epilogue()
    {
        Value product = _builder.Product(_x, _weight);
        Value y = Map(Argument(0) + Argument(1), Map(Exp(Argument(0)), product), product);
        Operation[] operations = [.. FuseEpilogue.Run(Graph(y)).Operations];
        Assert.True(Assert.IsType<MatrixProduct>(operations[0]).StoresResult);
        Assert.Equal(2, operations.Length);
    }

    [Fact]
    public void An_epilogue_does_not_wait_for_a_later_value()
    {
        Value product = _builder.Product(_x, _weight);
        ShouldStay(FuseEpilogue.Run, Map(Argument(0) * Argument(1), product, Map(Exp(Argument(0)), _x)));
    }

    [Fact]
    public void A_broadcast_operand_is_no_part_of_an_epilogue() =>
        ShouldStay(FuseEpilogue.Run, Map(Argument(0) * Argument(1), _builder.Product(_x, _weight), _bias));

    [Fact]
    public void A_bias_gradient_is_summed_within_the_weight_gradient()
    {
        (Value product, Value sum) = Gradients(Argument(0));
        MatrixProduct fused = Assert.IsType<MatrixProduct>(FuseColumnSums.Run(Graph(product, sum)).Operations.Single());
        Assert.Equal(sum, fused.ColumnSums);
    }

    [Fact]
    public void Sums_of_something_else_stay_apart()
    {
        (Value product, Value sum) = Gradients(Square(Argument(0)));
        ComputeGraph graph = Graph(product, sum);
        Assert.Equal(graph.ToString(), FuseColumnSums.Run(graph).ToString());
    }

    private (Value Product, Value Sum) Gradients(Expression summed)
    {
        var dy = new Value(ValueKind.Target, "dy", perExample: true, 4);
        Value product = Value.Computed("dweight", perExample: false, 4, 4);
        _builder.Append(new MatrixProduct(ProductForm.WeightGradient, _x, dy, product));
        return (product, _builder.Reduce("dbias", Reduction.Sum, Axis.Batch, summed, detached: false, dy));
    }

    private Value Map(Expression expression, params Value[] operands) => _builder.Map("y", expression, preservesSign: false, operands);

    private ComputeGraph Graph(params Value[] results) => new(
        _builder.Operations, _x, results[0], Target: null, Loss: results.Length > 1 ? results[0] : null,
        results.Length > 1 ? System.Collections.Immutable.ImmutableDictionary<Value, Value>.Empty.Add(_bias, results[1]) : System.Collections.Immutable.ImmutableDictionary<Value, Value>.Empty);

    private void ShouldStay(Func<ComputeGraph, ComputeGraph> pass, Value result)
    {
        ComputeGraph graph = Graph(result);
        Assert.Equal(graph.ToString(), pass(graph).ToString());
    }

    /// <summary>Where the normalization is folded into the layer in front, no step of the frozen network normalizes.</summary>
    [Fact]
    public void A_frozen_decoder_writes_without_batch_normalization()
    {
        string text = Compiled.From("""
            using NetCompiler;
            [Block, Embedding(9, 6), Gru(6, Returns = Returns.Sequence)] class Read;
            [Block, Embedding(9, 6), Dense(6), BatchNorm, Gru(6, Returns = Returns.Sequence), Dense(9)] class Write;
            [Network, Input(Time = 6, Features = 1), Encoder<Read>, Decoder<Write>(5), SoftmaxCrossEntropy] partial class Net;
            """).ShouldNotThrow().Text;

        foreach (string pass in new[] { "Step", "StepRow" })
            Assert.Contains("BatchNorm", Pass(pass), StringComparison.Ordinal);
        foreach (string pass in new[] { "StepFrozen", "StepFrozenRow" })
            Assert.DoesNotContain("BatchNorm", Pass(pass), StringComparison.Ordinal);

        string Pass(string name)
        {
            int start = text.IndexOf($"public static void {name}(", StringComparison.Ordinal);
            Assert.True(start >= 0, $"there is no pass {name}");
            return text[start..text.IndexOf("public static", start + 1, StringComparison.Ordinal)];
        }
    }
}
