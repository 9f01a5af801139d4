using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = 1 / (1 + e⁻ˣ).</summary>
internal sealed class SigmoidLayer : ActivationLayer
{
    protected override Initialization Initialization => Glorot;

    protected override Expression Function(Expression x) => Sigmoid(x);
}
