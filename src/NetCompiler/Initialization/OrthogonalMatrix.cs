using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>Random matrices with orthonormal rows or columns, whichever are fewer, uniformly distributed (Haar measure).</summary>
/// <remarks>The factor Q of a Gaussian matrix, by modified Gram and Schmidt with every vector orthogonalised twice; that the diagonal of R
/// is positive, as it is here, makes Q uniform (Mezzadri 2007). The sums run over eight fixed lanes, without fused multiply-add,
/// so that every platform gives the same bits.</remarks>
internal static class OrthogonalMatrix
{
    /// <summary>Makes a random matrix.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="random">Where the values come from.</param>
    /// <returns>The elements, row by row.</returns>
    public static double[] Create(int rows, int columns, Philox random)
    {
        // The vectors are the rows of a wide matrix and the columns of a tall one; padding to whole vectors is zero and stays so.
        bool tall = rows > columns;
        (int count, int length) = tall ? (columns, rows) : (rows, columns);
        int stride = (length + Vector512<double>.Count - 1) / Vector512<double>.Count;
        var vectors = new Vector512<double>[checked(count * stride)];
        var result = new double[rows * columns];
        for (int i = 0; i < count; i++)
        {
            Span<Vector512<double>> vector = vectors.AsSpan(i * stride, stride);
            Span<double> elements = MemoryMarshal.Cast<Vector512<double>, double>(vector)[..length];
            for (int j = 0; j < length; j++)
                elements[j] = random.Normal((ulong)Index(i, j));
            Orthonormalise(vector, vectors.AsSpan(0, i * stride));
            for (int j = 0; j < length; j++)
                result[Index(i, j)] = elements[j];
        }

        return result;

        int Index(int vector, int element) => tall ? (element * columns) + vector : (vector * columns) + element;
    }

    private static void Orthonormalise(Span<Vector512<double>> vector, ReadOnlySpan<Vector512<double>> earlier)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (ReadOnlySpan<Vector512<double>> rest = earlier; !rest.IsEmpty; rest = rest[vector.Length..])
            {
                ReadOnlySpan<Vector512<double>> direction = rest[..vector.Length];
                Vector512<double> projection = Vector512.Create(Dot(direction, vector));
                for (int i = 0; i < vector.Length; i++)
                    vector[i] -= projection * direction[i];
            }
        }

        Vector512<double> norm = Vector512.Create(Math.Sqrt(Dot(vector, vector)));
        foreach (ref Vector512<double> part in vector)
            part /= norm;
    }

    private static double Dot(ReadOnlySpan<Vector512<double>> left, ReadOnlySpan<Vector512<double>> right)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        double total = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            total += sum[lane];
        return total;
    }
}
