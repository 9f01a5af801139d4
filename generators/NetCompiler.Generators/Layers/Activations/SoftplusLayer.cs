using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = ln(1 + e^(β·x)) / β.</summary>
internal sealed class SoftplusLayer(LayerArguments arguments) : ActivationLayer
{
    private readonly double _beta = arguments.Number("beta", 1, value => value > 0, "greater than 0");

    public override IEnumerable<(string Name, double Value)> Options => [("beta", _beta)];

    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => Softplus(x * _beta) / _beta;
}
