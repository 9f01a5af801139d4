using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>(output - target)².</summary>
internal sealed class MeanSquaredErrorLoss : ElementwiseLoss
{
    protected override Expression Function(Expression output, Expression target) => Square(output - target);
}
