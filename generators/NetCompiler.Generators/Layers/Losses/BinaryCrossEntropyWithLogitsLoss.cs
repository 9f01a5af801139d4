using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Losses;

/// <summary>-t·ln σ(x) - (1 - t)·ln(1 - σ(x)) = softplus(x) - t·x.</summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss : ElementwiseLoss
{
    public override bool HasBinaryTargets => true;

    public override bool CanFeedBack => false;

    protected override Expression Function(Expression output, Expression target) => Softplus(output) - (output * target);
}
