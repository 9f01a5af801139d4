using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Operations that take sequences apart into steps and put them together.</summary>
public static class Steps
{
    /// <summary>One step of a sequence.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The sequences, <c>[batch, time, features]</c>.</param>
    /// <param name="step">The step.</param>
    /// <returns>The variable <c>[batch, features]</c>.</returns>
    public static Variable<T> Step<T>(this Variable<T> x, int step) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Variable<T> one = x.Features(step, 1);
        return one.Reshape(x.Shape[0], x.Shape[2]);
    }

    /// <summary>Puts steps together to a sequence.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="steps">The steps in order, each <c>[batch, features]</c>; at least one.</param>
    /// <returns>The sequences, <c>[batch, time, features]</c>.</returns>
    public static Variable<T> ToSequence<T>(this IReadOnlyList<Variable<T>> steps) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int batch = steps[0].Shape[0], features = steps[0].Shape[1], count = steps.Count;
        var values = new T[batch * count * features];
        for (int t = 0; t < count; t++)
        {
            for (int row = 0; row < batch; row++)
                steps[t].Values.Slice(row * features, features).CopyTo(values.AsSpan(((row * count) + t) * features));
        }

        return steps[0].Tape.Record([batch, count, features], values, gradient =>
        {
            for (int t = 0; t < count; t++)
            {
                if (!steps[t].NeedsGradient)
                    continue;
                for (int row = 0; row < batch; row++)
                    Rows.Add(gradient.Slice(((row * count) + t) * features, features), steps[t].Gradient.Slice(row * features, features));
            }
        }, [.. steps]);
    }
}
