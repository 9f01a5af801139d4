using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>An activation without parameters: one expression, and which initialiser keeps the signal alive in front of it.</summary>
internal abstract class ActivationLayer : Layer
{
    /// <summary>The initialiser for rectifiers: He et al. 2015.</summary>
    protected static readonly Initialization He = new(InitializerKind.HeNormal);

    /// <summary>The initialiser for activations with slope 1 at 0: LeCun et al. 1998.</summary>
    protected static readonly Initialization Lecun = new(InitializerKind.LecunNormal);

    /// <summary>The initialiser for linear outputs and sigmoids: Glorot and Bengio 2010.</summary>
    protected static readonly Initialization Glorot = new(InitializerKind.GlorotUniform);

    public sealed override Initialization? PrecedingWeight => Initialization;

    /// <summary>The initialiser of the weight in front.</summary>
    protected abstract Initialization Initialization { get; }

    /// <summary>Whether the output is positive exactly where the input is.</summary>
    protected virtual bool PreservesSign => false;

    public sealed override Value Lower(LoweringContext context, Value input)
    {
        Expression x = Expressions.Argument(0);
        Expression y = Function(x);
        return y == x ? input : context.Builder.Map("y", y, PreservesSign, input);
    }

    /// <summary>The activation of x.</summary>
    protected abstract Expression Function(Expression x);
}
