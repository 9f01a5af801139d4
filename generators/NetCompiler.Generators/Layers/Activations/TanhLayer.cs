using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = tanh x.</summary>
internal sealed class TanhLayer : ActivationLayer
{
    protected override Initialization Initialization => Lecun;

    protected override bool PreservesSign => true;

    protected override Expression Function(Expression x) => Tanh(x);
}
