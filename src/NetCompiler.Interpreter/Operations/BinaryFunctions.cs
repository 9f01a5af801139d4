using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>A differentiable function of two numbers.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IBinaryFunction<T>
{
    /// <summary>The function.</summary>
    /// <param name="left">The first argument.</param>
    /// <param name="right">The second argument.</param>
    /// <returns>The value.</returns>
    T Value(T left, T right);

    /// <summary>The derivative by the first argument.</summary>
    /// <param name="left">The first argument.</param>
    /// <param name="right">The second argument.</param>
    /// <returns>The partial derivative.</returns>
    T LeftSlope(T left, T right);

    /// <summary>The derivative by the second argument.</summary>
    /// <param name="left">The first argument.</param>
    /// <param name="right">The second argument.</param>
    /// <returns>The partial derivative.</returns>
    T RightSlope(T left, T right);
}

/// <summary>Applies functions of two numbers to pairs of elements.</summary>
public static class BinaryFunctions
{
    /// <summary>Applies a function to every pair of elements, repeating dimensions of size 1 and missing leading dimensions.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TFunction">The function; a struct, so that its calls are inlined.</typeparam>
    /// <param name="left">The first arguments.</param>
    /// <param name="right">The second arguments.</param>
    /// <param name="function">The function.</param>
    /// <returns>The values, of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> Combine<T, TFunction>(this Variable<T> left, Variable<T> right, TFunction function)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinaryFunction<T>
    {
        var broadcast = new Broadcast(left.Shape, right.Shape);
        var values = new T[Shapes.Length(broadcast.Shape)];
        ReadOnlySpan<T> leftValues = left.Values;
        ReadOnlySpan<T> rightValues = right.Values;
        int i = 0;
        for (int row = 0; row < broadcast.Rows; row++)
        {
            (int l, int r) = broadcast.Start(row);
            for (int column = 0; column < broadcast.RowLength; column++, l += broadcast.LeftStep, r += broadcast.RightStep)
                values[i++] = function.Value(leftValues[l], rightValues[r]);
        }

        return left.Tape.Record(broadcast.Shape, values, gradient =>
        {
            if (left.NeedsGradient)
                AddSlopes(broadcast, gradient, left, right, function, toLeft: true);
            if (right.NeedsGradient)
                AddSlopes(broadcast, gradient, left, right, function, toLeft: false);
        }, left, right);
    }

    // An element that was repeated receives the sum over its repetitions.
    private static void AddSlopes<T, TFunction>(
        Broadcast broadcast, ReadOnlySpan<T> gradient, Variable<T> left, Variable<T> right, TFunction function, bool toLeft)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinaryFunction<T>
    {
        ReadOnlySpan<T> leftValues = left.Values;
        ReadOnlySpan<T> rightValues = right.Values;
        Span<T> target = toLeft ? left.Gradient : right.Gradient;
        int i = 0;
        for (int row = 0; row < broadcast.Rows; row++)
        {
            (int l, int r) = broadcast.Start(row);
            for (int column = 0; column < broadcast.RowLength; column++, i++, l += broadcast.LeftStep, r += broadcast.RightStep)
            {
                if (toLeft)
                    target[l] += gradient[i] * function.LeftSlope(leftValues[l], rightValues[r]);
                else
                    target[r] += gradient[i] * function.RightSlope(leftValues[l], rightValues[r]);
            }
        }
    }
}
