namespace NetCompiler.Generators.Graph;

/// <summary>A scalar function applied to every element: activations, losses and their derivatives are such trees.</summary>
/// <remarks>Trees are immutable and compared by structure. Build them with the operators and with <see cref="Expressions"/>,
/// which fold constants, so that a derivative comes out as a person would write it.</remarks>
internal abstract record Expression
{
    public static Expression operator +(Expression left, Expression right) => Expressions.Add(left, right);

    public static Expression operator -(Expression left, Expression right) => Expressions.Subtract(left, right);

    public static Expression operator *(Expression left, Expression right) => Expressions.Multiply(left, right);

    public static Expression operator /(Expression left, Expression right) => Expressions.Divide(left, right);

    public static Expression operator -(Expression operand) => Expressions.Negate(operand);

    public static implicit operator Expression(double value) => new Constant(value);
}

/// <summary>A number known at compile time.</summary>
internal sealed record Constant(double Value) : Expression;

/// <summary>The element of operand number <paramref name="Index"/> at this place.</summary>
internal sealed record Operand(int Index) : Expression;

/// <summary>A function of one argument.</summary>
internal sealed record Apply(Function Function, Expression Argument) : Expression;

/// <summary>An operator or function of two arguments.</summary>
internal sealed record Combine(Operator Operator, Expression Left, Expression Right) : Expression;

/// <summary><paramref name="IfGreater"/> where <paramref name="Left"/> &gt; <paramref name="Right"/>, otherwise (and for NaN) <paramref name="Otherwise"/>.</summary>
internal sealed record Select(Expression Left, Expression Right, Expression IfGreater, Expression Otherwise) : Expression;

internal enum Function
{
    Negate,
    Abs,
    Sign,
    Sqrt,
    Exp,
    Expm1,
    Log,
    Tanh,
    Sigmoid,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,
    Erf,
}

internal enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>The greater one; NaN when the left one is NaN.</summary>
    Max,

    /// <summary>The lesser one; NaN when the left one is NaN.</summary>
    Min,
}
