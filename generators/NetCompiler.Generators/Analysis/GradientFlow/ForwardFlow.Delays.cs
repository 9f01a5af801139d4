using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Windows over steps that are past, of which early steps see less.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>What lies before the first step is 0, so that windows differ in length.</summary>
    private Signal Delayed(Delays delays)
    {
        Signal x = Average(this[delays.Operand]);
        double[] lengths = new double[delays.Result.Steps];
        for (int step = 0; step < lengths.Length; step++)
        {
            for (int tap = 0; tap < delays.Kernel && step - (tap * delays.Dilation) is var seen && seen >= 0; tap++)
                lengths[step] += (x.Growth?[seen] ?? 1) / delays.Kernel;
        }

        double mean = lengths.Average();
        return Signal.Normal(delays.Result.Length, x.Mean * mean, x.Second * mean, x.Shared * mean).FluctuatingAs(x) with
        {
            Turned = x.Turned,
            Persistence = x.Persistence,
            Growth = [.. lengths.Select(length => length / mean)],
        };
    }

    /// <summary>The last step, which may be longer than those before it.</summary>
    private ImmutableArray<Signal> Last(Value sequence) =>
        _last.TryGetValue(sequence, out ImmutableArray<Signal> end) ? end : [.. this[sequence].Select(run => run.Growth is { } growth ? run.Stretched(growth[growth.Length - 1]) : run)];
}
