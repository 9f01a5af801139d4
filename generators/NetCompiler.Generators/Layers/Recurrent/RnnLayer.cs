using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Recurrent;

/// <summary>hₜ = φ(xₜ·W + hₜ₋₁·U + b). Elman 1990.</summary>
internal sealed class RnnLayer(LayerArguments arguments) : RecurrentLayer(arguments)
{
    private readonly ActivationOption _activation = new(arguments, "Activation", "Tanh");

    public override IEnumerable<(string Name, double Value)> Options => [.. base.Options, ("activation", _activation.Number)];

    protected override Initialization DefaultInit => _activation.PrecedingWeight ?? base.DefaultInit;

    protected override Value[] LowerSteps(LoweringContext context, Value input)
    {
        Func<Value> inputProduct = InputProduct(context, input, gates: 1, biases: [0]);
        Value weight = RecurrentWeight(context, gates: 1);
        Value before = context.State(input, "h", Units);
        return context.Builder.Scan(input.Steps, [before], () =>
        {
            context.BeginStep(input, before);
            Value recurrent = context.Builder.Product(Dropped(context, before), weight);
            Value z = context.Builder.Map("z", Argument(0) + Argument(1), preservesSign: false, recurrent, inputProduct());
            return [_activation.Lower(context, z)];
        });
    }
}
