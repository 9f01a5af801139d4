namespace NetCompiler.Generators.Graph;

/// <summary>Builds expression trees and folds constants on the way.</summary>
internal static class Expressions
{
    public static Expression Argument(int index) => new Operand(index);

    public static Expression Abs(Expression x) => new Apply(Function.Abs, x);

    public static Expression Sqrt(Expression x) => new Apply(Function.Sqrt, x);

    public static Expression Exp(Expression x) => new Apply(Function.Exp, x);

    public static Expression Expm1(Expression x) => new Apply(Function.Expm1, x);

    public static Expression Tanh(Expression x) => new Apply(Function.Tanh, x);

    public static Expression Sigmoid(Expression x) => new Apply(Function.Sigmoid, x);

    public static Expression Softplus(Expression x) => new Apply(Function.Softplus, x);

    public static Expression Softsign(Expression x) => new Apply(Function.Softsign, x);

    public static Expression Erf(Expression x) => new Apply(Function.Erf, x);

    public static Expression Max(Expression left, Expression right) => new Combine(Operator.Max, left, right);

    public static Expression Min(Expression left, Expression right) => new Combine(Operator.Min, left, right);

    public static Expression Where(Expression left, Expression greaterThan, Expression then, Expression otherwise) =>
        then == otherwise ? then : new Select(left, greaterThan, then, otherwise);

    public static Expression Square(Expression x) => x * x;

    public static Expression Negate(Expression x) => x switch
    {
        Constant c => -c.Value,
        Apply { Function: Function.Negate } inner => inner.Argument,
        Combine { Operator: Operator.Subtract } difference => new Combine(Operator.Subtract, difference.Right, difference.Left),
        _ => new Apply(Function.Negate, x),
    };

    public static Expression Add(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) => a.Value + b.Value,
        (Constant { Value: 0 }, _) => right,
        (_, Constant { Value: 0 }) => left,
        (_, Apply { Function: Function.Negate } negated) => Subtract(left, negated.Argument),
        (Apply { Function: Function.Negate } negated, _) => Subtract(right, negated.Argument),
        _ when left == right => Multiply(left, 2.0),
        _ => new Combine(Operator.Add, left, right),
    };

    public static Expression Subtract(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) => a.Value - b.Value,
        (_, Constant { Value: 0 }) => left,
        (Constant { Value: 0 }, _) => Negate(right),
        (_, Apply { Function: Function.Negate } negated) => Add(left, negated.Argument),
        _ => new Combine(Operator.Subtract, left, right),
    };

    /// <summary>Constants end up on the right, merged into one factor; a product with 0 is 0, also for infinite operands,
    /// which is what a derivative means by it.</summary>
    public static Expression Multiply(Expression left, Expression right) => (left, right) switch
    {
        (Constant a, Constant b) => a.Value * b.Value,
        (Constant, _) => Multiply(right, left),
        (_, Constant { Value: 0 }) => 0.0,
        (_, Constant { Value: 1 }) => left,
        (_, Constant { Value: -1 }) => Negate(left),
        (Combine { Operator: Operator.Multiply, Right: Constant inner } product, Constant outer) => Multiply(product.Left, inner.Value * outer.Value),
        (Combine { Operator: Operator.Multiply, Right: Constant inner } product, _) => Multiply(Multiply(product.Left, right), inner),
        (_, Combine { Operator: Operator.Multiply, Right: Constant inner } product) => Multiply(Multiply(left, product.Left), inner),
        (Apply { Function: Function.Negate } negated, _) => Negate(Multiply(negated.Argument, right)),
        (_, Apply { Function: Function.Negate } negated) => Negate(Multiply(left, negated.Argument)),
        // A product with a choice between constants is a choice: relu'(x)·dy becomes "x > 0 ? dy : 0".
        (Select { IfGreater: Constant, Otherwise: Constant } choice, _) =>
            Where(choice.Left, choice.Right, Multiply(right, choice.IfGreater), Multiply(right, choice.Otherwise)),
        (_, Select { IfGreater: Constant, Otherwise: Constant }) => Multiply(right, left),
        _ => new Combine(Operator.Multiply, left, right),
    };

    public static Expression Divide(Expression left, Expression right) => (left, right) switch
    {
        (_, Constant divisor) => Multiply(left, 1.0 / divisor.Value),
        (Constant { Value: 0 }, _) => 0.0,
        _ => new Combine(Operator.Divide, left, right),
    };

    /// <summary>Replaces every operand.</summary>
    public static Expression Substitute(this Expression expression, Func<int, Expression> operand) =>
        expression.Rewrite(node => node is Operand leaf ? operand(leaf.Index) : null);

    /// <summary>Rebuilds a tree from the top: where <paramref name="rule"/> gives a tree it stands instead of the node, elsewhere the children are rebuilt.</summary>
    public static Expression Rewrite(this Expression expression, Func<Expression, Expression?> rule) => rule(expression) ?? expression switch
    {
        Apply apply => Rebuild(apply, apply.Argument.Rewrite(rule)),
        Combine combine => Rebuild(combine.Operator, combine.Left.Rewrite(rule), combine.Right.Rewrite(rule)),
        Select select => Where(
            select.Left.Rewrite(rule), select.Right.Rewrite(rule), select.IfGreater.Rewrite(rule), select.Otherwise.Rewrite(rule)),
        _ => expression,
    };

    /// <summary>The node and everything below it.</summary>
    public static IEnumerable<Expression> Nodes(this Expression expression)
    {
        yield return expression;
        Expression[] children = expression switch
        {
            Apply apply => [apply.Argument],
            Combine combine => [combine.Left, combine.Right],
            Select select => [select.Left, select.Right, select.IfGreater, select.Otherwise],
            _ => [],
        };
        foreach (Expression child in children)
        {
            foreach (Expression node in child.Nodes())
                yield return node;
        }
    }

    /// <summary>Whether the tree needs more than a few instructions per element, so that it is better applied in a loop of its own than to
    /// many registers at once.</summary>
    public static bool IsExpensive(this Expression expression) => expression.Nodes().Any(node =>
        node is Apply { Function: not (Function.Negate or Function.Abs or Function.Sqrt) } or Combine { Operator: Operator.Divide });

    /// <summary>Whether all functions in the tree are there for 512-bit vectors as well.</summary>
    public static bool IsWide(this Expression expression) => expression.Nodes().OfType<Apply>().All(apply =>
        apply.Function is Function.Negate or Function.Abs or Function.Sqrt or Function.Tanh or Function.Sigmoid);

    /// <summary>Arithmetic operations and functions per element, each counted as one.</summary>
    public static int Cost(this Expression expression) => expression.Nodes().Count(node => node is Apply or Combine or Select);

    private static Expression Rebuild(Apply apply, Expression argument) =>
        apply.Function == Function.Negate ? Negate(argument) : new Apply(apply.Function, argument);

    private static Expression Rebuild(Operator op, Expression left, Expression right) => op switch
    {
        Operator.Add => Add(left, right),
        Operator.Subtract => Subtract(left, right),
        Operator.Multiply => Multiply(left, right),
        Operator.Divide => Divide(left, right),
        _ => new Combine(op, left, right),
    };
}
