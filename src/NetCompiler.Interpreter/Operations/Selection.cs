using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Operations that pass on some of their inputs' elements and drop the rest.</summary>
public static class Selection
{
    /// <summary>The operations that select.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The variable to select from, or by.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>The greater of each pair of elements; equal elements share the gradient equally.</summary>
        /// <param name="other">The other elements; they are broadcast.</param>
        /// <returns>The maxima, of the common shape.</returns>
        public Variable<T> Maximum(Variable<T> other) => x.Combine(other, new MaximumFunction<T>());

        /// <summary>The lesser of each pair of elements; equal elements share the gradient equally.</summary>
        /// <param name="other">The other elements; they are broadcast.</param>
        /// <returns>The minima, of the common shape.</returns>
        public Variable<T> Minimum(Variable<T> other) => x.Combine(other, new MinimumFunction<T>());

        /// <summary>One variable's elements where this one is not zero, another's elsewhere. This one gets no gradient.</summary>
        /// <param name="whenTrue">Taken where the condition is not zero; of the same shape.</param>
        /// <param name="whenFalse">Taken where the condition is zero; of the same shape.</param>
        /// <returns>The selected elements.</returns>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public Variable<T> Select(Variable<T> whenTrue, Variable<T> whenFalse)
        {
            foreach (Variable<T> choice in (ReadOnlySpan<Variable<T>>)[whenTrue, whenFalse])
            {
                if (!choice.Shape.SequenceEqual(x.Shape))
                {
                    throw new ArgumentException(
                        $"The condition has shape {Shapes.Describe(x.Shape)}, but a choice has {Shapes.Describe(choice.Shape)}.");
                }
            }

            var values = new T[x.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = (T.IsZero(x.Values[i]) ? whenFalse : whenTrue).Values[i];

            return x.Tape.Record(x.Shape, values, gradient =>
            {
                for (int i = 0; i < gradient.Length; i++)
                {
                    Variable<T> choice = T.IsZero(x.Values[i]) ? whenFalse : whenTrue;
                    if (choice.NeedsGradient)
                        choice.Gradient[i] += gradient[i];
                }
            }, whenTrue, whenFalse);
        }

        /// <summary>Rows of a matrix by their number.</summary>
        /// <param name="rows">The number of every row, in any order and any number of times.</param>
        /// <param name="constant">A row that gets no gradient; -1 for none.</param>
        /// <returns>The rows, one below the other.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
        public Variable<T> SelectRows(int[] rows, int constant = -1)
        {
            int width = x.Shape[1];
            var values = new T[rows.Length * width];
            for (int i = 0; i < rows.Length; i++)
                x.Values.Slice(rows[i] * width, width).CopyTo(values.AsSpan(i * width));
            return x.Tape.Record([rows.Length, width], values, gradient =>
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    if (rows[i] != constant)
                        Rows.Add(gradient.Slice(i * width, width), x.Gradient.Slice(rows[i] * width, width));
                }
            }, x);
        }

        /// <summary>One element of every row.</summary>
        /// <param name="columns">The index into each row of a matrix.</param>
        /// <returns>A vector of one element per row.</returns>
        /// <exception cref="ArgumentException">The variable is not a matrix, or there is not one index per row.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An index is outside its row.</exception>
        public Variable<T> Gather(int[] columns)
        {
            if (x.Shape.Length != 2 || x.Shape[0] != columns.Length)
            {
                throw new ArgumentException(
                    $"{columns.Length} indices cannot gather from shape {Shapes.Describe(x.Shape)}.", nameof(columns));
            }

            int width = x.Shape[1];
            var values = new T[columns.Length];
            for (int row = 0; row < values.Length; row++)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(columns[row], nameof(columns));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(columns[row], width, nameof(columns));
                values[row] = x.Values[(row * width) + columns[row]];
            }

            return x.Tape.Record([columns.Length], values, gradient =>
            {
                for (int row = 0; row < gradient.Length; row++)
                    x.Gradient[(row * width) + columns[row]] += gradient[row];
            }, x);
        }
    }

    // The share of the gradient that goes to the element that should be the greater one.
    private static T Share<T>(T greater, T lesser) where T : IFloatingPointIeee754<T> =>
        greater > lesser ? T.One : greater < lesser ? T.Zero : T.CreateTruncating(0.5);

    private readonly struct MaximumFunction<T> : IBinaryFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T left, T right) => T.Max(left, right);

        public T LeftSlope(T left, T right) => Share(left, right);

        public T RightSlope(T left, T right) => Share(right, left);
    }

    private readonly struct MinimumFunction<T> : IBinaryFunction<T> where T : IFloatingPointIeee754<T>
    {
        public T Value(T left, T right) => T.Min(left, right);

        public T LeftSlope(T left, T right) => Share(right, left);

        public T RightSlope(T left, T right) => Share(left, right);
    }
}
