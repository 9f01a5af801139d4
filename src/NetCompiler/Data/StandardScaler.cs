namespace NetCompiler;

/// <summary>Gives every column mean 0 and standard deviation 1, the latter over all rows (divided by n).</summary>
public sealed class StandardScaler : Scaler
{
    private StandardScaler(double[] means, double[] deviations) : base([.. means], [.. deviations])
    {
    }

    /// <summary>Takes means and standard deviations from the inputs of the training data.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="training">The training data, not empty.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">The data is empty.</exception>
    public static StandardScaler Fit<T>(Dataset<T> training) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(training);
        return Fit<T>(training.Inputs, training.InputLength);
    }

    /// <summary>Takes means and standard deviations from rows, for example the targets of a regression.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The rows, <c>[count, columns]</c>, not empty.</param>
    /// <param name="columns">Elements of one row, at least 1.</param>
    /// <returns>The scaler.</returns>
    /// <exception cref="ArgumentException">There are no rows, or the length is not a multiple of the columns.</exception>
    public static StandardScaler Fit<T>(ReadOnlySpan<T> values, int columns) where T : unmanaged
    {
        CheckFit(values.Length, columns);
        int count = values.Length / columns;
        var means = new double[columns];
        var deviations = new double[columns];
        for (int i = 0; i < values.Length; i++)
            means[i % columns] += Element<T>.ToDouble(values[i]) / count;
        for (int i = 0; i < values.Length; i++)
        {
            double fromMean = Element<T>.ToDouble(values[i]) - means[i % columns];
            deviations[i % columns] += fromMean * fromMean / count;
        }

        for (int i = 0; i < columns; i++)
        {
            // The mean of equal values is rounded, so a constant column shows as a deviation of rounding size, not as 0.
            double deviation = Math.Sqrt(deviations[i]);
            deviations[i] = deviation > 1e-14 * Math.Abs(means[i]) * Math.Sqrt(count) ? deviation : 1.0;
        }

        return new StandardScaler(means, deviations);
    }
}
