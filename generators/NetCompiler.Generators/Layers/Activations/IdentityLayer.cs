using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x.</summary>
internal sealed class IdentityLayer : ActivationLayer
{
    protected override Initialization Initialization => Glorot;

    protected override Expression Function(Expression x) => x;
}
