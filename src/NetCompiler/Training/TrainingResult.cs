using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>What a training run came to.</summary>
public sealed class TrainingResult
{
    private const int MaxRows = 20;

    internal TrainingResult()
    {
    }

    /// <summary>Why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Whether the cancellation token ended it.</summary>
    public bool Cancelled => StopReason == StopReason.Cancelled;

    /// <summary>The epochs that were completed, in order.</summary>
    public required ImmutableArray<EpochResult> History { get; init; }

    /// <summary>The epoch with the best monitored value, from 1; 0 when none was completed.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The epoch whose weights the network holds now, from 1: the last when all epochs were trained without early stopping,
    /// otherwise
    /// the best; 0 when none was completed, and the network holds the weights of the last step.</summary>
    public required int FinalEpoch { get; init; }

    /// <summary>The epochs that were asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps whose loss or gradient was not finite, those of an epoch that was not completed included: skipped, or applied with zeros in its place, as
    /// <see cref="TrainingOptions{T}.NonFinite"/> says.</summary>
    public required long NonFiniteSteps { get; init; }

    /// <summary>How long training took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How the gradient fared at every layer; null unless <see cref="TrainingOptions{T}.GradientFlow"/> asked for it.</summary>
    public GradientFlowReport? GradientFlow { get; init; }

    /// <summary>The best epoch, or null when none was completed.</summary>
    public EpochResult? Best => BestEpoch > 0 ? History[BestEpoch - 1] : null;

    /// <summary>The epoch whose weights the network holds now, or null when none was completed.</summary>
    public EpochResult? Final => FinalEpoch > 0 ? History[FinalEpoch - 1] : null;

    /// <summary>The training loss of <see cref="Final"/>; NaN without one.</summary>
    public double Loss => Final?.Loss ?? double.NaN;

    /// <summary>What was measured on the validation data with the weights that the network holds now; null without validation
    /// data.</summary>
    public Evaluation? Validation => Final?.Validation;

    /// <summary>A summary and a table of the epochs; of many epochs, a choice that holds the best and the last.</summary>
    /// <returns>A text of several lines, separated by line feeds.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{History.Length} of {Epochs} epochs in {Durations.Format(Elapsed)}, {Reason()}");
        text.Append(FinalEpoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"; weights of epoch {FinalEpoch}") : "; no epoch was completed");
        if (NonFiniteSteps > 0)
            text.Append(CultureInfo.InvariantCulture, $"; {NonFiniteSteps} steps were not finite");
        if (History.IsEmpty)
            return text.ToString();
        ImmutableArray<MetricValue> metrics = History[0].Validation?.Metrics ?? [];
        string[] validation = History[0].Validation is null ? [] : ["validation", .. metrics.Select(metric => metric.Name)];
        List<string[]> rows = [["epoch", "loss", .. validation, "learning rate", "examples/s"]];
        int stride = (History.Length + MaxRows - 1) / MaxRows;
        rows.AddRange(History
            .Where(epoch => epoch.Epoch % stride == 0 || epoch.Epoch == BestEpoch || epoch.Epoch == History.Length)
            .Select(epoch => Row(epoch)));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            text.Append('\n').AppendJoin("  ", row.Select((cell, column) => cell.PadLeft(widths[column])));
        return text.ToString();
    }

    private string[] Row(EpochResult epoch)
    {
        IEnumerable<double> validation = epoch.Validation is { } measured ? [measured.Loss, .. measured.Metrics.Select(metric => metric.Value)] : [];
        string number = epoch.Epoch.ToString(CultureInfo.InvariantCulture);
        return
        [
            epoch.Epoch == BestEpoch ? $"*{number}" : number,
            Number(epoch.Loss),
            .. validation.Select(Number),
            epoch.LearningRate.ToString("G3", CultureInfo.InvariantCulture),
            epoch.ExamplesPerSecond.ToString("N0", CultureInfo.InvariantCulture),
        ];
    }

    private string Reason() => StopReason switch
    {
        StopReason.Completed => "completed",
        StopReason.EarlyStopping => "stopped early",
        StopReason.Cancelled => "cancelled",
        _ => "diverged",
    };

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
