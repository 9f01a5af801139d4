using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>The smooth functions that activations are composed of: exponential, logarithm and their relatives.</summary>
/// <remarks>None overflows where its result is finite, and every slope keeps its relative accuracy in the tails.</remarks>
public static class ExponentialFunctions
{
    /// <summary>The smooth functions of a variable.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>eˣ.</summary>
        /// <returns>The values.</returns>
        public Variable<T> Exp() => x.Apply(new ExpFunction<T>());

        /// <summary>The natural logarithm.</summary>
        /// <returns>The values.</returns>
        public Variable<T> Log() => x.Apply(new LogFunction<T>());

        /// <summary>The square root.</summary>
        /// <returns>The values.</returns>
        public Variable<T> Sqrt() => x.Apply(new SqrtFunction<T>());

        /// <summary>The hyperbolic tangent.</summary>
        /// <returns>The values.</returns>
        public Variable<T> Tanh() => x.Apply(new TanhFunction<T>());

        /// <summary>The logistic function, 1 / (1 + e⁻ˣ).</summary>
        /// <returns>The values.</returns>
        public Variable<T> Sigmoid() => x.Apply(new SigmoidFunction<T>());

        /// <summary>ln(1 + eˣ).</summary>
        /// <returns>The values.</returns>
        public Variable<T> Softplus() => x.Apply(new SoftplusFunction<T>());

        /// <summary>The error function.</summary>
        /// <returns>The values.</returns>
        public Variable<T> Erf() => x.Apply(new ErfFunction<T>());

        /// <summary>The standard normal distribution function.</summary>
        /// <returns>The values.</returns>
        public Variable<T> NormalCdf() => x.Apply(new NormalCdfFunction<T>());
    }

    private readonly struct ExpFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Exp(x);

        public T Slope(T x, T y) => y;
    }

    private readonly struct LogFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Log(x);

        public T Slope(T x, T y) => T.One / x;
    }

    private readonly struct SqrtFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Sqrt(x);

        public T Slope(T x, T y) => T.One / (y + y);
    }

    private readonly struct TanhFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Tanh(x);

        // 1/cosh² x = 4·e^(-2|x|)/(1 + e^(-2|x|))²; 1 - y² would lose its digits where y is near 1.
        public T Slope(T x, T y) => T.CreateTruncating(4) * Logistic.Slope(x + x);
    }

    private readonly struct SigmoidFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => Logistic.Value(x);

        public T Slope(T x, T y) => Logistic.Slope(x);
    }

    private readonly struct SoftplusFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Max(x, T.Zero) + SpecialFunctions.LogOnePlus(T.Exp(-T.Abs(x)));

        public T Slope(T x, T y) => Logistic.Value(x);
    }

    private readonly struct ErfFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.CreateTruncating(SpecialFunctions.Erf(double.CreateTruncating(x)));

        public T Slope(T x, T y) => T.CreateTruncating(2.0 / Math.Sqrt(Math.PI)) * T.Exp(-x * x);
    }

    private readonly struct NormalCdfFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => SpecialFunctions.NormalCdf(x);

        public T Slope(T x, T y) => T.CreateTruncating(1.0 / Math.Sqrt(2.0 * Math.PI)) * T.Exp(-x * x / T.CreateTruncating(2));
    }

    /// <summary>The logistic function from e^(-|x|), which never overflows.</summary>
    private static class Logistic
    {
        public static T Value<T>(T x) where T : IFloatingPointIeee754<T>
        {
            T exp = T.Exp(-T.Abs(x));
            return (x >= T.Zero ? T.One : exp) / (T.One + exp);
        }

        public static T Slope<T>(T x) where T : IFloatingPointIeee754<T>
        {
            T exp = T.Exp(-T.Abs(x));
            return exp / ((T.One + exp) * (T.One + exp));
        }
    }
}
