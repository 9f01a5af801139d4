using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x / (1 + |x|).</summary>
internal sealed class SoftsignLayer : ActivationLayer
{
    protected override Initialization Initialization => Lecun;

    protected override Expression Function(Expression x) => Softsign(x);
}
