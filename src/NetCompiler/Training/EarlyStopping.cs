namespace NetCompiler;

/// <summary>Stops training when the monitored value no longer improves, and gives the network back the weights of its best epoch.</summary>
/// <param name="patience">Epochs in a row without improvement after which training stops, at least 1.</param>
public sealed class EarlyStopping(int patience)
{
    /// <summary>Epochs in a row without improvement after which training stops.</summary>
    public int Patience { get; } = Setting.AtLeast(1, patience, nameof(patience));

    /// <summary>By how much a value must be better to count as an improvement, at least 0. The best epoch is the best whatever this
    /// is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinDelta { get; init => field = Setting.AtLeastZero(value, nameof(MinDelta)); }
}
