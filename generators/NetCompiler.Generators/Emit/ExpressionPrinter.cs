using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Prints an expression tree as C# on vectors; a subtree that occurs twice becomes a local.</summary>
internal sealed class ExpressionPrinter(VectorDialect dialect, Func<int, string> operand, string suffix = "")
{
    private readonly Dictionary<Expression, string> _locals = [];
    private readonly List<string> _statements = [];
    private readonly Dictionary<Expression, int> _occurrences = [];

    /// <summary>Prints a tree.</summary>
    /// <returns>Statements that declare locals, and the expression that uses them.</returns>
    public (IReadOnlyList<string> Statements, string Result) Print(Expression expression)
    {
        foreach (Expression node in expression.Nodes().Where(node => node is not (Operand or Constant)))
            _occurrences[node] = Occurrences(node) + 1;

        return (_statements, Print(expression, isRoot: true));
    }

    private string Print(Expression expression, bool isRoot)
    {
        if (_locals.TryGetValue(expression, out string? local))
            return local;
        string text = Text(expression);
        if (isRoot || Occurrences(expression) < 2)
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
            Function.Sqrt => $"{dialect.Class}.{(dialect.IsWide ? "Sqrt" : "SquareRoot")}({x})",
            _ => $"VectorMath.{apply.Function}({x})",
        };
    }

    private string Text(Combine combine)
    {
        if (GatedTanh(combine) is { } gated)
            return gated;
        if (GatedUpdate(combine) is { } update)
            return update;
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

    /// <summary>A sigmoid times a tanh, of which nothing else reads either, needs one division and not two.</summary>
    private string? GatedTanh(Combine combine) => combine is { Operator: Operator.Multiply, Left: Apply left, Right: Apply right } && Occurrences(left) == 1 && Occurrences(right) == 1
        ? (left.Function, right.Function) switch
        {
            (Function.Sigmoid, Function.Tanh) => $"VectorMath.GatedTanh({Inner(left.Argument)}, {Inner(right.Argument)})",
            (Function.Tanh, Function.Sigmoid) => $"VectorMath.GatedTanh({Inner(right.Argument)}, {Inner(left.Argument)})",
            _ => null,
        }
        : null;

    /// <summary>tanh(x) + sigmoid(gate)·(kept - tanh(x)), which needs one division and not two, where nothing else reads the tanh or the sigmoid.</summary>
    private string? GatedUpdate(Combine combine) => combine is
    {
        Operator: Operator.Add,
        Left: Apply { Function: Function.Tanh } tanh,
        Right: Combine { Operator: Operator.Multiply, Left: Apply { Function: Function.Sigmoid } gate, Right: Combine { Operator: Operator.Subtract } difference },
    } && difference.Right == tanh && Occurrences(tanh) == 2 && Occurrences(gate) == 1
        ? $"VectorMath.GatedUpdate({Inner(gate.Argument)}, {Inner(tanh.Argument)}, {Inner(difference.Left)})"
        : null;

    private int Occurrences(Expression expression) => _occurrences.TryGetValue(expression, out int count) ? count : 0;

    private string Inner(Expression expression) => Print(expression, isRoot: false);

    private string Parenthesized(Expression expression, string text, Operator outer) =>
        !_locals.ContainsKey(expression) && expression is Combine { Operator: Operator.Add or Operator.Subtract } && (outer == Operator.Subtract || outer == Operator.Add) ? $"({text})" : text;

    private string Factor(Expression expression, string text) =>
        !_locals.ContainsKey(expression) && expression is Combine { Operator: not (Operator.Max or Operator.Min) } ? $"({text})" : text;
}
