using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Recurrent;

/// <summary>h = (1 - z)·n + z·h. Cho et al. 2014.</summary>
internal sealed class GruLayer(LayerArguments arguments) : RecurrentLayer(arguments)
{
    private readonly double _updateBias = arguments.Number("UpdateBias", 0, _ => true, "a finite number");
    private readonly bool _resetAfter = arguments.Flag("ResetAfter", otherwise: true);

    public override IEnumerable<(string Name, double Value)> Options => _resetAfter ? base.Options : [.. base.Options, ("resetBefore", 1)];

    protected override Value[] LowerSteps(LoweringContext context, Value input)
    {
        GraphBuilder graph = context.Builder;
        Func<Value> inputProduct = InputProduct(context, input, gates: 3, biases: [0, _updateBias, 0]);
        Value weight = RecurrentWeight(context, gates: _resetAfter ? 3 : 2);
        Value candidate = _resetAfter
            ? context.Parameter("bias_hn", ParameterRole.Bias, new Initialization(InitializerKind.Zeros, 0), Units)
            : RecurrentWeight(context, gates: 1, name: "weight_hn");
        Value before = context.State(input, "h", Units);
        return graph.Scan(input.Steps, [before], () =>
        {
            context.BeginStep(input, before);
            Value state = Dropped(context, before);
            Value product = graph.Product(state, weight);
            Value[] recurrent = graph.Split(product, [.. Enumerable.Repeat(Units, _resetAfter ? 3 : 2)]);
            Value[] inputs = graph.Split(inputProduct(), Units, Units, Units);
            Value r = context.Gate("reset", graph.Map("r", Sigmoid(Argument(0) + Argument(1)), preservesSign: false, inputs[0], recurrent[0]));
            Value z = context.Gate("update", graph.Map("z", Sigmoid(Argument(0) + Argument(1)), preservesSign: false, inputs[1], recurrent[1]));
            Value n = _resetAfter
                ? ResetAfter(graph, inputs[2], r, recurrent[2], candidate)
                : graph.Map("n", Tanh(Argument(0) + Argument(1)), preservesSign: false, inputs[2], graph.Product(graph.Map("reset", Argument(0) * Argument(1), preservesSign: false, state, r), candidate));
            return [graph.Map("h", Argument(0) + (Argument(1) * (Argument(2) - Argument(0))), preservesSign: false, n, z, before)];
        });
    }

    private static Value ResetAfter(GraphBuilder graph, Value input, Value r, Value recurrent, Value bias)
    {
        Value biased = graph.Map("hn", Argument(0) + Argument(1), preservesSign: false, recurrent, bias);
        return graph.Map("n", Tanh(Argument(0) + (Argument(1) * Argument(2))), preservesSign: false, input, r, biased);
    }
}
