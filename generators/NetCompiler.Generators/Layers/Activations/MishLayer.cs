using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x·tanh(ln(1 + eˣ)).</summary>
internal sealed class MishLayer : ActivationLayer
{
    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => x * Tanh(Softplus(x));
}
