using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = λ·x for x &gt; 0 and λ·α·(eˣ - 1) otherwise: Klambauer et al. 2017.</summary>
internal sealed class SeluLayer : ActivationLayer
{
    private const double Alpha = 1.6732632423543772848170429916717;
    private const double Scale = 1.0507009873554804934193349852946;

    protected override Initialization Initialization => Lecun;

    protected override Expression Function(Expression x) => Where(x, 0.0, x * Scale, Expm1(x) * (Scale * Alpha));
}
