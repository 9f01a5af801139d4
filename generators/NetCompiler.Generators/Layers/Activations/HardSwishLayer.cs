using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x·min(1, max(0, x/6 + 1/2)).</summary>
internal sealed class HardSwishLayer : ActivationLayer
{
    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => x * Min(Max((x / 6.0) + 0.5, 0.0), 1.0);
}
