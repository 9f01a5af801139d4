using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Products of matrices.</summary>
public static class MatrixProducts
{
    /// <summary>The product of two matrices, C = A·B.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A, <c>[rows, inner]</c>.</param>
    /// <param name="b">B, <c>[inner, columns]</c>.</param>
    /// <returns>C, <c>[rows, columns]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Variable<T> MatMul<T>(this Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Shape.Length != 2 || b.Shape.Length != 2 || a.Shape[1] != b.Shape[0])
            throw new ArgumentException($"Shapes {Shapes.Describe(a.Shape)} and {Shapes.Describe(b.Shape)} do not make a matrix product.");
        int rows = a.Shape[0];
        int inner = a.Shape[1];
        int columns = b.Shape[1];

        var c = new T[checked(rows * columns)];
        for (int row = 0; row < rows; row++)
        {
            Span<T> target = c.AsSpan(row * columns, columns);
            for (int k = 0; k < inner; k++)
                Rows.AddScaled(b.Values.Slice(k * columns, columns), a.Values[(row * inner) + k], target);
        }

        return a.Tape.Record([rows, columns], c, gradient =>
        {
            if (a.NeedsGradient)
                AddLeftGradient(gradient, b.Values, a.Gradient, rows, inner, columns);
            if (b.NeedsGradient)
                AddRightGradient(gradient, a.Values, b.Gradient, rows, inner, columns);
        }, a, b);
    }

    // dA += dC·Bᵀ
    private static void AddLeftGradient<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> b, Span<T> target, int rows, int inner, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> gradientRow = gradient.Slice(row * columns, columns);
            for (int k = 0; k < inner; k++)
                target[(row * inner) + k] += Rows.Dot(gradientRow, b.Slice(k * columns, columns));
        }
    }

    // dB += Aᵀ·dC
    private static void AddRightGradient<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> a, Span<T> target, int rows, int inner, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> gradientRow = gradient.Slice(row * columns, columns);
            for (int k = 0; k < inner; k++)
                Rows.AddScaled(gradientRow, a[(row * inner) + k], target.Slice(k * columns, columns));
        }
    }
}
