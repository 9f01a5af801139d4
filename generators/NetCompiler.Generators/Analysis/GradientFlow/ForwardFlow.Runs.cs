using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Runs of units of a value that are alike: side by side, apart, and as one.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>Runs of units that lie next to each other; of many, those that differ least become one.</summary>
    private static ImmutableArray<Signal> SideBySide(IEnumerable<Signal> parts)
    {
        List<Signal> runs = [.. parts];
        while (runs.Count > MostRuns)
        {
            int closest = Enumerable.Range(0, runs.Count - 1).OrderBy(i => runs[i].Distance(runs[i + 1])).First();
            runs[closest] = Average([runs[closest], runs[closest + 1]]) with { IsNormal = runs[closest].IsNormal && runs[closest + 1].IsNormal };
            runs.RemoveAt(closest + 1);
        }

        return [.. runs];
    }

    /// <summary>How many runs the result of an elementwise function has.</summary>
    private int Runs(ImmutableArray<Value> operands)
    {
        int runs = 1;
        foreach (Value operand in operands)
            runs = Math.Max(runs, this[operand].Length);
        return runs;
    }

    /// <summary>How many units one of them has.</summary>
    private int RunLength(Elementwise map, int run)
    {
        ImmutableArray<Signal> most = this[map.Operands[0]];
        foreach (Value operand in map.Operands)
            most = this[operand] is var signals && signals.Length > most.Length ? signals : most;
        return most.Length == 1 ? map.Result.Length : most[run].Length;
    }

    private void SplitUp(Split split)
    {
        int channel = split.Whole.Length / split.Whole.Channels, start = 0;
        foreach (Value part in split.Parts)
        {
            int end = start + (part.Channels * channel), position = 0;
            var runs = ImmutableArray.CreateBuilder<Signal>();
            foreach (Signal run in this[split.Whole])
            {
                int length = Math.Min(end, position + run.Length) - Math.Max(start, position);
                // Other units of one value are independent of each other.
                if (length > 0)
                    runs.Add(run with { Length = length, Source = new object() });
                position += run.Length;
            }

            _signals[part] = runs.ToImmutable();
            start = end;
        }
    }

    /// <summary>Several runs of units as one.</summary>
    private static Signal Average(ImmutableArray<Signal> runs)
    {
        if (runs.Length == 1)
            return runs[0];
        double length = runs.Sum(run => (double)run.Length);
        double Mean(Func<Signal, double> of) => runs.Sum(run => run.Length * of(run)) / length;
        double own = runs.Sum(run => run.Length * Math.Max(run.Second - run.Shared, 0));
        return new Signal((int)length, Mean(run => run.Mean), Mean(run => run.Second), Mean(run => run.Shared))
        {
            Persistence = own > 0 ? runs.Sum(run => run.Length * Math.Max(run.Second - run.Shared, 0) * run.Persistence) / own : 0,
            IsStatistic = runs.Any(run => run.IsStatistic),
            Spread = runs.Max(run => run.Spread),
            Shortfall = runs.Max(run => run.Shortfall),
            Growth = runs[0].Growth,
            Together = Mean(run => run.Together),
            BatchMeanOf = runs[0].BatchMeanOf,
            BatchCount = runs[0].BatchCount,
        };
    }
}
