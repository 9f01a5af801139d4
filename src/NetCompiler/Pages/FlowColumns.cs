using System.Collections.Immutable;

namespace NetCompiler.Pages;

/// <summary>The steps of a report that its charts show: all, or some of many, the first and the last among them, and the first that is not finite.</summary>
internal sealed class FlowColumns
{
    private const int Most = 48;

    public FlowColumns(ImmutableArray<GradientFlowStep> steps)
    {
        var chosen = new SortedSet<int>(Spread.Over(steps.Length, Most));
        for (int i = 0; i < steps.Length; i++)
        {
            if (double.IsFinite(steps[i].Loss) && double.IsFinite(steps[i].GradientNorm))
                continue;
            chosen.Add(i);
            break;
        }

        Steps = [.. chosen.Select(i => steps[i])];
        Numbers = [.. Steps.Select(step => step.Step)];
    }

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<GradientFlowStep> Steps { get; }

    /// <summary>Their numbers.</summary>
    public long[] Numbers { get; }

    /// <summary>A number of every step.</summary>
    public double[] Select(Func<GradientFlowStep, double> number) => [.. Steps.Select(number)];
}
