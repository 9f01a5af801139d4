using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Prints an expression tree as C# on vectors; a subtree that occurs twice becomes a local.</summary>
internal sealed class ExpressionPrinter(VectorDialect dialect, Func<int, string> operand, string suffix = "")
{
    private readonly Dictionary<Expression, string> _locals = [];
    private readonly List<string> _statements = [];
    private readonly HashSet<Expression> _repeated = [];

    /// <summary>Prints a tree.</summary>
    /// <returns>Statements that declare locals, and the expression that uses them.</returns>
    public (IReadOnlyList<string> Statements, string Result) Print(Expression expression)
    {
        HashSet<Expression> seen = [];
        foreach (Expression node in expression.Nodes())
        {
            if (node is not (Operand or Constant) && !seen.Add(node))
                _repeated.Add(node);
        }

        return (_statements, Print(expression, isRoot: true));
    }

    private string Print(Expression expression, bool isRoot)
    {
        if (_locals.TryGetValue(expression, out string? local))
            return local;
        string text = Text(expression);
        if (isRoot || !_repeated.Contains(expression))
            return text;
        local = $"t{_locals.Count}{suffix}";
        _statements.Add($"{dialect.Type} {local} = {text};");
        _locals[expression] = local;
        return local;
    }

    private string Text(Expression expression) => expression switch
    {
        Operand leaf => operand(leaf.Index),
        Constant { Value: 0 } => dialect.Zero,
        Constant constant => dialect.Create(dialect.Element.Literal(constant.Value)),
        Apply apply => Text(apply),
        Combine combine => Text(combine),
        Select select => $"{dialect.Class}.ConditionalSelect({dialect.Class}.GreaterThan({Inner(select.Left)}, {Inner(select.Right)}), {Inner(select.IfGreater)}, {Inner(select.Otherwise)})",
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private string Text(Apply apply)
    {
        string x = Inner(apply.Argument);
        return apply.Function switch
        {
            Function.Negate => apply.Argument is Combine ? $"-({x})" : $"-{x}",
            Function.Abs => $"{dialect.Class}.Abs({x})",
            Function.Sqrt => $"{dialect.Class}.SquareRoot({x})",
            _ => $"VectorMath.{apply.Function}({x})",
        };
    }

    private string Text(Combine combine)
    {
        (string left, string right) = (Inner(combine.Left), Inner(combine.Right));
        return combine.Operator switch
        {
            Operator.Add => $"{left} + {Parenthesized(combine.Right, right, Operator.Add)}",
            Operator.Subtract => $"{left} - {Parenthesized(combine.Right, right, Operator.Subtract)}",
            // A scalar factor needs no vector constant in the source.
            Operator.Multiply when combine.Right is Constant constant => $"{Factor(combine.Left, left)} * {dialect.Element.Literal(constant.Value)}",
            Operator.Multiply => $"{Factor(combine.Left, left)} * {Factor(combine.Right, right)}",
            Operator.Divide => $"{Factor(combine.Left, left)} / {Factor(combine.Right, right)}",
            // The native forms return their second operand when one is NaN, so this order lets NaN pass through.
            Operator.Max => $"{dialect.Class}.MaxNative({right}, {left})",
            Operator.Min => $"{dialect.Class}.MinNative({right}, {left})",
            _ => throw new NotSupportedException(combine.Operator.ToString()),
        };
    }

    private string Inner(Expression expression) => Print(expression, isRoot: false);

    private string Parenthesized(Expression expression, string text, Operator outer) =>
        !_locals.ContainsKey(expression) && expression is Combine { Operator: Operator.Add or Operator.Subtract } && (outer == Operator.Subtract || outer == Operator.Add) ? $"({text})" : text;

    private string Factor(Expression expression, string text) =>
        !_locals.ContainsKey(expression) && expression is Combine { Operator: not (Operator.Max or Operator.Min) } ? $"({text})" : text;
}
