using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x for x &gt; 0 and slope·x otherwise.</summary>
internal sealed class LeakyReluLayer(LayerArguments arguments) : ActivationLayer
{
    private readonly double _slope = arguments.Number("slope", 0.01, _ => true, "a finite number");

    public override IEnumerable<(string Name, double Value)> Options => [("slope", _slope)];

    protected override Initialization Initialization => new(InitializerKind.HeNormal, 1 / Math.Sqrt(1 + (_slope * _slope)));

    protected override bool PreservesSign => _slope >= 0;

    protected override Expression Function(Expression x) => Where(x, 0.0, x, x * _slope);
}
