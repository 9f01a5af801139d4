using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler;

/// <summary>What was measured on a data set.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Metrics">The metrics, in the order in which they were asked for.</param>
public sealed record Evaluation(double Loss, ImmutableArray<MetricValue> Metrics)
{
    /// <summary>The value of a metric.</summary>
    /// <param name="name">Its name; case does not count.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double this[string name]
    {
        get
        {
            foreach (MetricValue metric in Metrics)
            {
                if (metric.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return metric.Value;
            }

            throw new KeyNotFoundException($"\"{name}\" was not measured; there are: {string.Join(", ", Metrics.Select(metric => metric.Name).Prepend("loss"))}.");
        }
    }

    /// <summary>Loss and metrics in one line.</summary>
    /// <returns>For example <c>loss 0.1902, accuracy 0.9431</c>.</returns>
    public override string ToString() =>
        string.Join(", ", Metrics.Prepend(new MetricValue("loss", Loss)).Select(metric =>
            string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:G4}")));
}
