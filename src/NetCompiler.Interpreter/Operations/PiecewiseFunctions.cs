using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Functions with a kink. At the kink the slope is the one that PyTorch takes.</summary>
public static class PiecewiseFunctions
{
    /// <summary>The functions with a kink of a variable.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>|x|; the slope at 0 is 0.</summary>
        /// <returns>The values.</returns>
        public Variable<T> Abs() => x.Apply(new AbsFunction<T>());

        /// <summary>1 for x &gt; 0 and 0 otherwise; the slope is 0 everywhere.</summary>
        /// <returns>The values.</returns>
        public Variable<T> IsPositive() => x.Apply(new IsPositiveFunction<T>());

        /// <summary>min(high, max(low, x)); the slope at the bounds is 0.</summary>
        /// <param name="low">The lowest value.</param>
        /// <param name="high">The highest value.</param>
        /// <returns>The values.</returns>
        public Variable<T> Clamp(double low, double high) =>
            x.Apply(new ClampFunction<T>(T.CreateTruncating(low), T.CreateTruncating(high)));

        /// <summary>x for x &gt; 0 and slope·x otherwise; the slope at 0 is <paramref name="slope"/>.</summary>
        /// <param name="slope">The slope for negative x.</param>
        /// <returns>The values.</returns>
        public Variable<T> Rectify(double slope = 0.0) => x.Apply(new RectifyFunction<T>(T.CreateTruncating(slope)));

        /// <summary>x for x &gt; 0 and scale·(e^(x/width) - 1) otherwise; the slope at 0 is scale/width.</summary>
        /// <param name="scale">What the function approaches, negated, for very negative x.</param>
        /// <param name="width">How fast it approaches it.</param>
        /// <returns>The values.</returns>
        public Variable<T> ExponentialUnit(double scale, double width) =>
            x.Apply(new ExponentialUnitFunction<T>(T.CreateTruncating(scale), T.CreateTruncating(width)));

        /// <summary>x / (1 + |x|).</summary>
        /// <returns>The values.</returns>
        public Variable<T> Softsign() => x.Apply(new SoftsignFunction<T>());

        /// <summary>x²/2 for |x| ≤ delta and delta·(|x| - delta/2) beyond.</summary>
        /// <param name="delta">Where it turns from quadratic to linear.</param>
        /// <returns>The values.</returns>
        public Variable<T> Huber(double delta) => x.Apply(new HuberFunction<T>(T.CreateTruncating(delta)));
    }

    // Unlike T.Sign, it stays in T.
    private static T Sign<T>(T x) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero;

    private readonly struct AbsFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Abs(x);

        public T Slope(T x, T y) => Sign(x);
    }

    private readonly struct IsPositiveFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => x > T.Zero ? T.One : T.Zero;

        public T Slope(T x, T y) => T.Zero;
    }

    private readonly struct ClampFunction<T>(T low, T high) : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Min(high, T.Max(low, x));

        public T Slope(T x, T y) => x > low && x < high ? T.One : T.Zero;
    }

    private readonly struct RectifyFunction<T>(T slope) : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        // 0·(-∞) is not a number, but a rectifier is 0 there.
        public T Value(T x) => x > T.Zero ? x : slope == T.Zero && !T.IsNaN(x) ? T.Zero : slope * x;

        public T Slope(T x, T y) => x > T.Zero ? T.One : slope;
    }

    private readonly struct ExponentialUnitFunction<T>(T scale, T width) : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => x > T.Zero ? x : scale * SpecialFunctions.ExpMinusOne(x / width);

        public T Slope(T x, T y) => x > T.Zero ? T.One : scale / width * T.Exp(x / width);
    }

    private readonly struct SoftsignFunction<T> : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.IsInfinity(x) ? Sign(x) : x / (T.One + T.Abs(x));

        public T Slope(T x, T y) => T.One / ((T.One + T.Abs(x)) * (T.One + T.Abs(x)));
    }

    private readonly struct HuberFunction<T>(T delta) : IFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T x) => T.Abs(x) <= delta ? x * x / T.CreateTruncating(2) : delta * (T.Abs(x) - (delta / T.CreateTruncating(2)));

        public T Slope(T x, T y) => T.Abs(x) <= delta ? x : delta * Sign(x);
    }
}
