using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = max(0, x).</summary>
internal sealed class ReluLayer : ActivationLayer
{
    protected override Initialization Initialization => He;

    protected override bool PreservesSign => true;

    protected override Expression Function(Expression x) => Max(x, 0.0);
}
