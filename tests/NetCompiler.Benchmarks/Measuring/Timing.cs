namespace NetCompiler.Benchmarks.Measuring;

/// <summary>Microseconds per repetition over several rounds.</summary>
/// <param name="Least">The best round: what the code takes when nothing disturbs it.</param>
/// <param name="Median">The middle round: what a user sees.</param>
public readonly record struct Timing(double Least, double Median)
{
    private double[] Rounds { get; init; } = [];

    /// <summary>How many times as long as another subject this one takes: the middle of what it is round by round, as a disturbance that lasts falls on both.</summary>
    /// <param name="other">The other one, timed in the same rounds.</param>
    public double RelativeTo(Timing other) => Of([.. Rounds.Zip(other.Rounds, (own, others) => own / others)]).Median;

    public static Timing Of(double[] rounds)
    {
        double[] sorted = [.. rounds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Timing(sorted[0], median) { Rounds = rounds };
    }
}
