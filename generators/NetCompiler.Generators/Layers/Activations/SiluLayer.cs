using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x·sigmoid(x).</summary>
internal sealed class SiluLayer : ActivationLayer
{
    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => x * Sigmoid(x);
}
