using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Softmax and its logarithm over the last dimension.</summary>
public static class SoftmaxFunctions
{
    /// <summary>The softmax functions of a variable.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The variable.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>yᵢ = eˣⁱ / Σⱼ eˣʲ over the last dimension.</summary>
        /// <returns>The probabilities, of the same shape.</returns>
        public Variable<T> Softmax()
        {
            int width = x.Shape[^1];
            T[] y = LogProbabilities(x.Values, width);
            for (int i = 0; i < y.Length; i++)
                y[i] = T.Exp(y[i]);

            // dx = y·(dy - Σ y·dy)
            return x.Tape.Record(x.Shape, y, gradient =>
            {
                Span<T> target = x.Gradient;
                for (int start = 0; start < y.Length; start += width)
                {
                    T mean = Rows.Dot(gradient.Slice(start, width), y.AsSpan(start, width));
                    for (int i = start; i < start + width; i++)
                        target[i] += y[i] * (gradient[i] - mean);
                }
            }, x);
        }

        /// <summary>yᵢ = xᵢ - ln Σⱼ eˣʲ over the last dimension.</summary>
        /// <returns>The logarithms of the probabilities, of the same shape.</returns>
        public Variable<T> LogSoftmax()
        {
            int width = x.Shape[^1];
            T[] y = LogProbabilities(x.Values, width);

            // dx = dy - e^y·Σ dy
            return x.Tape.Record(x.Shape, y, gradient =>
            {
                Span<T> target = x.Gradient;
                for (int start = 0; start < y.Length; start += width)
                {
                    T sum = T.Zero;
                    for (int i = start; i < start + width; i++)
                        sum += gradient[i];
                    for (int i = start; i < start + width; i++)
                        target[i] += gradient[i] - (T.Exp(y[i]) * sum);
                }
            }, x);
        }
    }

    // The maximum is taken out first, so that no exponential overflows and the largest is 1.
    private static T[] LogProbabilities<T>(ReadOnlySpan<T> x, int width) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = new T[x.Length];
        for (int start = 0; start < y.Length; start += width)
        {
            ReadOnlySpan<T> row = x.Slice(start, width);
            T maximum = row[0];
            foreach (T value in row)
                maximum = T.Max(maximum, value);
            T sum = T.Zero;
            foreach (T value in row)
                sum += T.Exp(value - maximum);
            T logSum = T.Log(sum);
            for (int i = 0; i < width; i++)
                y[start + i] = row[i] - maximum - logSum;
        }

        return y;
    }
}
