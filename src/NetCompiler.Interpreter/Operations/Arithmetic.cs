using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>The four operations on variables, with broadcasting, and those with a constant.</summary>
public static class Arithmetic
{
    /// <summary>The operators of variables.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    extension<T>(Variable<T>) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>left + right.</summary>
        /// <param name="left">The first term.</param>
        /// <param name="right">The second term.</param>
        /// <returns>The sum, of the common shape.</returns>
        public static Variable<T> operator +(Variable<T> left, Variable<T> right) => left.Combine(right, new AddFunction<T>());

        /// <summary>left - right.</summary>
        /// <param name="left">What to subtract from.</param>
        /// <param name="right">What to subtract.</param>
        /// <returns>The difference, of the common shape.</returns>
        public static Variable<T> operator -(Variable<T> left, Variable<T> right) => left.Combine(right, new SubtractFunction<T>());

        /// <summary>left · right, element by element.</summary>
        /// <param name="left">The first factor.</param>
        /// <param name="right">The second factor.</param>
        /// <returns>The product, of the common shape.</returns>
        public static Variable<T> operator *(Variable<T> left, Variable<T> right) => left.Combine(right, new MultiplyFunction<T>());

        /// <summary>left / right, element by element.</summary>
        /// <param name="left">The dividend.</param>
        /// <param name="right">The divisor.</param>
        /// <returns>The quotient, of the common shape.</returns>
        public static Variable<T> operator /(Variable<T> left, Variable<T> right) => left.Combine(right, new DivideFunction<T>());

        /// <summary>scale · x.</summary>
        /// <param name="scale">The factor.</param>
        /// <param name="x">The variable.</param>
        /// <returns>The product.</returns>
        public static Variable<T> operator *(double scale, Variable<T> x) =>
            x.Apply(new AffineFunction<T>(T.CreateTruncating(scale), T.Zero));

        /// <summary>offset + x.</summary>
        /// <param name="offset">The first term.</param>
        /// <param name="x">The variable.</param>
        /// <returns>The sum.</returns>
        public static Variable<T> operator +(double offset, Variable<T> x) =>
            x.Apply(new AffineFunction<T>(T.One, T.CreateTruncating(offset)));

        /// <summary>offset - x.</summary>
        /// <param name="offset">What to subtract from.</param>
        /// <param name="x">The variable.</param>
        /// <returns>The difference.</returns>
        public static Variable<T> operator -(double offset, Variable<T> x) =>
            x.Apply(new AffineFunction<T>(-T.One, T.CreateTruncating(offset)));

        /// <summary>-x.</summary>
        /// <param name="x">The variable.</param>
        /// <returns>The negation.</returns>
        public static Variable<T> operator -(Variable<T> x) => -1.0 * x;
    }

    private readonly struct AddFunction<T> : IBinaryFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T left, T right) => left + right;

        public T LeftSlope(T left, T right) => T.One;

        public T RightSlope(T left, T right) => T.One;
    }

    private readonly struct SubtractFunction<T> : IBinaryFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T left, T right) => left - right;

        public T LeftSlope(T left, T right) => T.One;

        public T RightSlope(T left, T right) => -T.One;
    }

    private readonly struct MultiplyFunction<T> : IBinaryFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T left, T right) => left * right;

        public T LeftSlope(T left, T right) => right;

        public T RightSlope(T left, T right) => left;
    }

    private readonly struct DivideFunction<T> : IBinaryFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T left, T right) => left / right;

        public T LeftSlope(T left, T right) => T.One / right;

        public T RightSlope(T left, T right) => -left / (right * right);
    }

    private readonly struct AffineFunction<T>(T scale, T offset) : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => (scale * x) + offset;

        public T Slope(T x, T y) => scale;
    }
}
