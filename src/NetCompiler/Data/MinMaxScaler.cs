namespace NetCompiler;

/// <summary>Maps every column to the range from 0 to 1, from the smallest to the greatest value of the training data.</summary>
public sealed class MinMaxScaler : Scaler
{
    private MinMaxScaler(double[] minima, double[] ranges) : base([.. minima], [.. ranges])
    {
    }

    /// <summary>Takes the ranges from the inputs of the training data.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="training">The training data, not empty.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">The data is empty.</exception>
    public static MinMaxScaler Fit<T>(Dataset<T> training) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(training);
        return Fit<T>(training.Inputs, training.InputLength);
    }

    /// <summary>Takes the ranges from rows, for example the targets of a regression.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The rows, <c>[count, columns]</c>, not empty.</param>
    /// <param name="columns">Elements of one row, at least 1.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">There are no rows, or the length is not a multiple of the columns.</exception>
    public static MinMaxScaler Fit<T>(ReadOnlySpan<T> values, int columns) where T : unmanaged
    {
        CheckFit(values.Length, columns);
        var minima = new double[columns];
        var maxima = new double[columns];
        Array.Fill(minima, double.PositiveInfinity);
        Array.Fill(maxima, double.NegativeInfinity);
        for (int i = 0; i < values.Length; i++)
        {
            double value = Element<T>.ToDouble(values[i]);
            minima[i % columns] = Math.Min(minima[i % columns], value);
            maxima[i % columns] = Math.Max(maxima[i % columns], value);
        }

        for (int i = 0; i < columns; i++)
            maxima[i] = maxima[i] > minima[i] ? maxima[i] - minima[i] : 1.0;
        return new MinMaxScaler(minima, maxima);
    }
}
