using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>A differentiable function of one number.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IFunction<T>
{
    /// <summary>The function.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>f(x).</returns>
    T Value(T x);

    /// <summary>The derivative, or the subgradient chosen where there is none.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="y">What <see cref="Value"/> gave for it.</param>
    /// <returns>f'(x).</returns>
    T Slope(T x, T y);
}

/// <summary>Applies functions of one number to every element.</summary>
public static class Elementwise
{
    /// <summary>Applies a function to every element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TFunction">The function; a struct, so that its calls are inlined.</typeparam>
    /// <param name="input">The arguments.</param>
    /// <param name="function">The function.</param>
    /// <returns>The values, of the same shape.</returns>
    public static Variable<T> Apply<T, TFunction>(this Variable<T> input, TFunction function)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IFunction<T>
    {
        ReadOnlySpan<T> x = input.Values;
        var y = new T[x.Length];
        for (int i = 0; i < y.Length; i++)
            y[i] = function.Value(x[i]);

        return input.Tape.Record(input.Shape, y, gradient =>
        {
            ReadOnlySpan<T> x = input.Values;
            Span<T> target = input.Gradient;
            for (int i = 0; i < target.Length; i++)
                target[i] += gradient[i] * function.Slope(x[i], y[i]);
        }, input);
    }
}
