using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x for x &gt; 0 and α·(eˣ - 1) otherwise.</summary>
internal sealed class EluLayer(LayerArguments arguments) : ActivationLayer
{
    private readonly double _alpha = arguments.Number("alpha", 1, value => value > 0, "greater than 0");

    public override IEnumerable<(string Name, double Value)> Options => [("alpha", _alpha)];

    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => Where(x, 0.0, x, Expm1(x) * _alpha);
}
