using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>An elementwise function, with what has been found of it, which layers with the same function share.</summary>
/// <param name="expression">The function.</param>
internal sealed class KnownFunction(Expression expression)
{
    /// <summary>How many operands are looked through for those at hand.</summary>
    private const int Remembered = 64;

    private readonly Dictionary<int, Expression> _derivatives = [];
    private readonly List<ElementwiseMoments> _moments = [];

    /// <summary>The function.</summary>
    public Expression Expression => expression;

    /// <summary>Whether it has no kink.</summary>
    public bool IsSmooth { get; } = expression.Nodes().All(node => node is not (Select or Combine { Operator: Operator.Max or Operator.Min } or Apply { Function: Function.Abs or Function.Sign or Function.Softsign }));

    /// <summary>The derivative with respect to an operand.</summary>
    public Expression Derivative(int operand) =>
        _derivatives.TryGetValue(operand, out Expression? known) ? known : _derivatives[operand] = Differentiation.Derivative.Of(expression, operand);

    /// <summary>Its moments.</summary>
    /// <param name="operands">The operands.</param>
    public ElementwiseMoments Moments(Signal[] operands)
    {
        ElementwiseMoments? alike = null;
        for (int i = _moments.Count - 1; i >= Math.Max(_moments.Count - Remembered, 0); i--)
        {
            if (!_moments[i].IsOfLaws(operands))
                continue;
            if (_moments[i].IsOf(operands))
                return _moments[i];
            alike ??= _moments[i];
        }

        if (_moments.Count == 2 * Remembered)
            _moments.RemoveRange(0, Remembered);
        _moments.Add(new ElementwiseMoments(this, operands, alike));
        return _moments[_moments.Count - 1];
    }
}
