using System.Globalization;
using NetCompiler;

namespace VanishingGradient;

/// <summary>A network, and how it is trained.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Create">Makes it from a seed.</param>
/// <param name="Optimizer">Makes its optimizer.</param>
internal sealed record Experiment(string Name, Func<ulong, INetwork<float>> Create, Func<Optimizer> Optimizer)
{
    /// <summary>How its gradient is clipped; null for what the network declares.</summary>
    public GradientClipping? Clipping { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Report">How the gradient fared.</param>
/// <param name="Accuracy">The share of right answers for examples never trained on.</param>
/// <param name="Elapsed">How long training took.</param>
internal sealed record Outcome(Experiment Experiment, GradientFlowReport Report, double Accuracy, TimeSpan Elapsed)
{
    /// <summary>The first step alone, of the network as it was initialised.</summary>
    public GradientFlowReport AtFirst => new(Report.Definition, [Report.Steps[0]]);

    /// <summary>What the page shows of it.</summary>
    public GradientFlowRun Run => new(Experiment.Name, Report)
    {
        Values = [Accuracy.ToString("P1", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:F1} s")],
    };
}
