using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>|output - target|.</summary>
internal sealed class MeanAbsoluteErrorLoss : ElementwiseLoss
{
    protected override Expression Function(Expression output, Expression target) => Abs(output - target);
}
