using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>e²/2 for |e| ≤ δ and δ·(|e| - δ/2) beyond.</summary>
internal sealed class HuberLoss(LayerArguments arguments) : ElementwiseLoss
{
    private readonly double _delta = arguments.Number("delta", 1, value => value > 0, "greater than 0");

    public override IEnumerable<(string Name, double Value)> Options => [("delta", _delta)];

    protected override Expression Function(Expression output, Expression target)
    {
        Expression error = output - target;
        return Where(Abs(error), _delta, (Abs(error) - (0.5 * _delta)) * _delta, Square(error) * 0.5);
    }
}
