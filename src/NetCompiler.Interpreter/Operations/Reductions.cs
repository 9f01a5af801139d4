using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Sums and means along one axis, or over everything.</summary>
public static class Reductions
{
    /// <summary>The reductions of a variable.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The variable.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>The sum of all elements.</summary>
        /// <returns>A scalar.</returns>
        public Variable<T> Sum() => x.Reshape(x.Length).Sum(0);

        /// <summary>The sum along one axis, which disappears: 0 sums over the batch, -1 over the features.</summary>
        /// <param name="axis">The axis; a negative one counts from the last.</param>
        /// <returns>The sums.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
        public Variable<T> Sum(int axis)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, x.Shape.Length);
            ArgumentOutOfRangeException.ThrowIfLessThan(axis, -x.Shape.Length);
            axis = axis < 0 ? axis + x.Shape.Length : axis;

            // The variable is read as [outer, size, inner]; the middle is summed.
            int outer = Shapes.Length(x.Shape[..axis]);
            int size = x.Shape[axis];
            int inner = Shapes.Length(x.Shape[(axis + 1)..]);
            var sums = new T[outer * inner];
            for (int i = 0; i < outer * size; i++)
                Rows.Add(x.Values.Slice(i * inner, inner), sums.AsSpan(i / size * inner, inner));

            return x.Tape.Record([.. x.Shape[..axis], .. x.Shape[(axis + 1)..]], sums, gradient =>
            {
                for (int i = 0; i < outer * size; i++)
                    Rows.Add(gradient.Slice(i / size * inner, inner), x.Gradient.Slice(i * inner, inner));
            }, x);
        }

        /// <summary>The mean of all elements.</summary>
        /// <returns>A scalar.</returns>
        public Variable<T> Mean() => 1.0 / x.Length * x.Sum();

        /// <summary>The mean along one axis, which disappears: 0 averages over the batch, -1 over the features.</summary>
        /// <param name="axis">The axis; a negative one counts from the last.</param>
        /// <returns>The means.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
        public Variable<T> Mean(int axis) => 1.0 / x.Shape[axis < 0 ? axis + x.Shape.Length : axis] * x.Sum(axis);
    }
}
