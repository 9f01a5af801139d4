using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Operations that put variables side by side and take them apart, along the dimension behind the batch.</summary>
public static class Columns
{
    /// <summary>The operations along the dimension behind the batch.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The variable, <c>[batch, features, ...]</c>.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>The features of this variable, followed by those of another one.</summary>
        /// <param name="other">The other variable; its shape differs in the features at most.</param>
        /// <returns>The variable <c>[batch, features + other's features, ...]</c>.</returns>
        /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
        public Variable<T> Concatenate(Variable<T> other)
        {
            if (x.Shape.Length != other.Shape.Length || x.Shape[0] != other.Shape[0] || !x.Shape[2..].SequenceEqual(other.Shape[2..]))
                throw new ArgumentException($"Shapes {Shapes.Describe(x.Shape)} and {Shapes.Describe(other.Shape)} do not fit side by side.", nameof(other));
            int batch = x.Shape[0], left = x.Length / batch, right = other.Length / batch;
            var values = new T[x.Length + other.Length];
            for (int row = 0; row < batch; row++)
            {
                x.Values.Slice(row * left, left).CopyTo(values.AsSpan(row * (left + right)));
                other.Values.Slice(row * right, right).CopyTo(values.AsSpan((row * (left + right)) + left));
            }

            int[] shape = x.Shape.ToArray();
            shape[1] += other.Shape[1];
            return x.Tape.Record(shape, values, gradient =>
            {
                for (int row = 0; row < batch; row++)
                {
                    ReadOnlySpan<T> both = gradient.Slice(row * (left + right), left + right);
                    if (x.NeedsGradient)
                        Rows.Add(both[..left], x.Gradient.Slice(row * left, left));
                    if (other.NeedsGradient)
                        Rows.Add(both[left..], other.Gradient.Slice(row * right, right));
                }
            }, x, other);
        }

        /// <summary>A run of the features.</summary>
        /// <param name="start">The first feature.</param>
        /// <param name="count">The number of features.</param>
        /// <returns>The variable <c>[batch, count, ...]</c>.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The run reaches beyond the features.</exception>
        public Variable<T> Features(int start, int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(start);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, x.Shape[1], nameof(count));
            int batch = x.Shape[0], length = x.Length / batch, inner = length / x.Shape[1];
            (int offset, int taken) = (start * inner, count * inner);
            var values = new T[batch * taken];
            for (int row = 0; row < batch; row++)
                x.Values.Slice((row * length) + offset, taken).CopyTo(values.AsSpan(row * taken));
            int[] shape = x.Shape.ToArray();
            shape[1] = count;
            return x.Tape.Record(shape, values, gradient =>
            {
                for (int row = 0; row < batch; row++)
                    Rows.Add(gradient.Slice(row * taken, taken), x.Gradient.Slice((row * length) + offset, taken));
            }, x);
        }
    }
}
