using NetCompiler.TensorBoard.Records;

namespace NetCompiler.TensorBoard;

/// <summary>Makes histograms.</summary>
internal static class HistogramOf
{
    private const int Buckets = 64;

    /// <summary>How finite values are distributed; null when there are none.</summary>
    public static Histogram? Values(ReadOnlySpan<double> values)
    {
        (double least, double greatest, double sum, double squares, long count) = (double.PositiveInfinity, double.NegativeInfinity, 0, 0, 0);
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                continue;
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            sum += value;
            squares += value * value;
            count++;
        }

        if (count == 0)
            return null;
        double[] buckets = new double[greatest > least ? Buckets : 1];
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                buckets[(int)Math.Clamp((value - least) / (greatest - least) * buckets.Length, 0, buckets.Length - 1)]++;
        }

        return Of(least, greatest, buckets, sum, squares);
    }

    /// <summary>A histogram of training as TensorBoard has it; null when it is empty.</summary>
    public static Histogram? Activations(ActivationHistogram histogram)
    {
        double width = (histogram.Maximum - histogram.Minimum) / histogram.Counts.Length, sum = 0, squares = 0;
        for (int i = 0; i < histogram.Counts.Length; i++)
        {
            double middle = histogram.Minimum + ((i + 0.5) * width);
            sum += histogram.Counts[i] * middle;
            squares += histogram.Counts[i] * middle * middle;
        }

        return histogram.Counts.Any(count => count > 0) ? Of(histogram.Minimum, histogram.Maximum, [.. histogram.Counts.Select(count => (double)count)], sum, squares) : null;
    }

    private static Histogram Of(double least, double greatest, ReadOnlySpan<double> buckets, double sum, double squares)
    {
        var histogram = new Histogram { Min = least, Max = greatest, Sum = sum, SumSquares = squares };
        for (int i = 0; i < buckets.Length; i++)
        {
            histogram.BucketLimit.Add(i == buckets.Length - 1 ? greatest : least + ((greatest - least) * (i + 1) / buckets.Length));
            histogram.Bucket.Add(buckets[i]);
            histogram.Num += buckets[i];
        }

        return histogram;
    }
}
