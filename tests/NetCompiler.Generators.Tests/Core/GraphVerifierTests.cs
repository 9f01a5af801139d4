using System.Collections.Immutable;
using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Passes;
using NetCompiler.Generators.Tests.Robustness;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Tests.Core;

public sealed class GraphVerifierTests
{
    private readonly Value _x = new(ValueKind.Input, "x", perExample: true, 4);
    private readonly Value _weight = new(ValueKind.Parameter, "w", perExample: false, 4, 3);
    private readonly Value _y = Value.Computed("y", perExample: true, 3);

    private static readonly (string Name, Func<ComputeGraph, ComputeGraph> Run)[] s_passes =
    [
        (nameof(Differentiator), Differentiator.Differentiate), (nameof(DropUnused), DropUnused.Run), (nameof(FuseBias), FuseBias.Run),
        (nameof(FuseElementwise), FuseElementwise.Run), (nameof(FuseEpilogue), FuseEpilogue.Run), (nameof(FuseColumnSums), FuseColumnSums.Run),
    ];

    [Fact]
    public void Every_pass_keeps_the_rules_on_random_networks()
    {
        int trained = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new RandomDeclarations(seed, isValid: true);
            string source = $"{random.Block("First")}{random.Network("Net", "First")}";
            ComputeGraph graph = Layers.NetworkModel.Create(Networks.Read(source)).Graph;
            GraphVerifier.Verify(graph, source);
            if (graph.Loss is null)
                continue;
            trained++;
            foreach ((string name, var run) in s_passes)
                GraphVerifier.Verify(graph = run(graph), $"{name} of {source}");
        }

        Assert.True(trained > 10);
    }

    [Fact]
    public void A_good_graph_passes() => Verify(Product(_x));

    [Fact]
    public void Nothing_is_read_before_it_is_written() => ShouldFail("before it is written", Product(Value.Computed("never", perExample: true, 4)));

    [Fact]
    public void Nothing_is_written_twice() => ShouldFail("not a new value", Product(_x), Product(_x));

    [Fact]
    public void Inputs_are_not_written() => ShouldFail("not a new value", new Elementwise(Argument(0), [_x], _x));

    [Fact]
    public void Factors_fit() => ShouldFail("factors do not fit", Product(new Value(ValueKind.Input, "x", perExample: true, 5)));

    [Fact]
    public void Operands_are_broadcast_only_from_one() => ShouldFail("broadcast", new Elementwise(Argument(0), [_x], _y));

    [Fact]
    public void A_vector_of_one_number_per_channel_is_broadcast_where_channels_are_innermost()
    {
        Value image = new(ValueKind.Input, "image", perExample: true, 3, 2, 2), slope = new(ValueKind.Parameter, "slope", perExample: false, 3);
        Value last = image.WithLayout("last", Layout.ChannelsLast);
        Operation[] multiply = [new Permute(image, last), new Elementwise(Argument(0) * Argument(1), [last, slope], last.Like("y"))];
        Verify([.. multiply, Product(_x)]);
        ShouldFail("broadcast", new Elementwise(Argument(0) * Argument(1), [image, slope], image.Like("y")));
        ShouldFail("another layout", multiply[0], new Elementwise(Argument(0) + Argument(1), [last, image], last.Like("y")));
        ShouldFail("does not change the layout", new Permute(image, image.Like("y")));
    }

    [Fact]
    public void A_reshaped_value_is_the_same_value()
    {
        Value flat = new(ValueKind.Input, "flat", perExample: true, 12), image = flat.Reshaped(3, 2, 2);
        Assert.True(flat == image && flat.GetHashCode() == image.GetHashCode());
        Assert.True(flat != flat.Like("flat"));
        Assert.Equal([3, 4, 12], [image.Channels, image.Positions, image.Length]);
        Assert.Equal(Layout.ChannelsFirst, new Value(ValueKind.Input, "grey", perExample: true, 1, 5, 5).WithLayout("grey", Layout.ChannelsLast).Layout);
    }

    [Fact]
    public void Results_exist() => ShouldFail("nothing writes the result", new Elementwise(Argument(0), [_x], Value.Computed("other", perExample: true, 4)));

    private MatrixProduct Product(Value left) => new(ProductForm.Forward, left, _weight, _y);

    private void ShouldFail(string reason, params Operation[] operations) =>
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => Verify(operations)).Message, StringComparison.Ordinal);

    private void Verify(params Operation[] operations) =>
        GraphVerifier.Verify(new ComputeGraph([.. operations], _x, _y, Target: null, Loss: null, ImmutableDictionary<Value, Value>.Empty), "the test");
}
