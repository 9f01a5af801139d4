using System.Collections.Immutable;

namespace NetCompiler.Pages;

/// <summary>The steps of a report that its charts show: all, or some of many, the first and the last among them, and the first that is not finite.</summary>
internal sealed class FlowColumns
{
    /// <summary>Chooses steps.</summary>
    /// <param name="steps">All that were measured.</param>
    /// <param name="most">About how many to show at most.</param>
    public FlowColumns(ImmutableArray<GradientFlowStep> steps, int most)
    {
        var chosen = new SortedSet<int>(Spread.Over(steps.Length, most));
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
