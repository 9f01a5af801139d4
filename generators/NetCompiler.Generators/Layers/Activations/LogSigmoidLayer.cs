using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = ln sigmoid(x) = -softplus(-x).</summary>
internal sealed class LogSigmoidLayer : ActivationLayer
{
    protected override Initialization Initialization => Glorot;

    protected override Expression Function(Expression x) => -Softplus(-x);
}
