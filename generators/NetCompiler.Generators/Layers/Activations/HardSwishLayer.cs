using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x·min(6, max(0, x + 3)) / 6.</summary>
internal sealed class HardSwishLayer : ActivationLayer
{
    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => x * Min(Max(x + 3.0, 0.0), 6.0) / 6.0;
}
