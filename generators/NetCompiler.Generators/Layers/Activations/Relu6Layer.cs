using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = min(6, max(0, x)).</summary>
internal sealed class Relu6Layer : ActivationLayer
{
    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => Min(Max(x, 0.0), 6.0);
}
