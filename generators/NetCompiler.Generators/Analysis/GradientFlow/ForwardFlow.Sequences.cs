using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Sequences: what goes from step to step settles, so that all steps are as one in the middle.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>Where moments change less than by this share from one step to the next, they have settled.</summary>
    private const double Settled = 1e-3;

    /// <summary>A state that takes longer to settle is taken as it is after so many steps.</summary>
    private const int MostSteps = 100;

    /// <summary>What a change is at most of the one before it, where all further ones are added up as a geometric series, and what share that may be.</summary>
    private const double FadingChange = 0.9, FewChanges = 0.003;

    /// <summary>A second moment relative to that in the middle that is taken for the least.</summary>
    private const double Shortest = 1e-6;

    private readonly Dictionary<Scan, StepAmplitudes> _amplitudes = [];
    private readonly Dictionary<Value, ImmutableArray<Signal>> _last = [];
    private ImmutableArray<StepAccumulation> _accumulations = [];

    /// <summary>How a gradient that all steps of a scan treat alike goes back through one of them.</summary>
    public StepAmplitudes Amplitudes(Scan scan) => _amplitudes[scan];

    private void Scan(Scan scan)
    {
        if (IsAsTwin(scan))
            return;
        foreach (Carry carry in scan.Carries)
            _signals[carry.Before] = carry.Initial is null ? [Signal.Number(0, carry.Before.Length)] : this[carry.Initial];
        // From step to step what is longer by chance saturates.
        _isInStep = true;
        _accumulations = [.. scan.Carries.Select(carry => new StepAccumulation(carry))];
        List<double>[] lengths = [.. scan.Carries.Select(_ => new List<double>())];
        Go(scan, Math.Min((scan.Steps / 2) + 1, MostSteps), lengths);
        (_isInStep, _accumulations) = (false, []);
        _scans.Add(scan);
        StepAmplitudes amplitudes = _amplitudes[scan] = new StepAmplitudes(scan, this);
        foreach (Value state in scan.Carries.SelectMany(carry => new[] { carry.Before, carry.After }))
            _signals[state] = [.. this[state].Select(run => run with { Persistence = Math.Max(run.Persistence, amplitudes.Persistence) })];
        for (int carry = 0; carry < scan.Carries.Length; carry++)
        {
            Value after = scan.Carries[carry].After;
            double[] growth = Growth(scan.Steps, lengths[carry]);
            double spread = amplitudes.SpreadOfGrowth(scan.Steps - 1);
            _signals[after] = [.. this[after].Select(run => run with { Spread = run.Spread + spread })];
            _last[after] = [.. this[after].Select(run => run.Times(growth[scan.Steps - 1]))];
            if (scan.IsReverse)
                Array.Reverse(growth);
            _signals[after] = [.. this[after].Select(run => run with { Growth = growth })];
        }
    }

    /// <summary>The second moment of a state behind every step, relative to that in the middle: what has not settled there goes on as the power of the step that it has been so far.</summary>
    private static double[] Growth(int steps, List<double> lengths)
    {
        double[] growth = new double[steps];
        double last = lengths[lengths.Count - 1], half = lengths[(lengths.Count - 1) / 2];
        double power = HasSettled(lengths) || !(half > 0) || lengths.Count < 2 ? 0 : Math.Log(last / half) / Math.Log(lengths.Count / (((lengths.Count - 1) / 2) + 1.0));
        for (int step = 0; step < steps; step++)
            growth[step] = !(last > 0) ? 1 : step < lengths.Count ? Math.Max(lengths[step] / last, Shortest) : Math.Pow((step + 1.0) / lengths.Count, power);
        return growth;
    }

    /// <summary>Goes from step to step, until nothing changes any more.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="most">How many steps at most.</param>
    /// <param name="lengths">Gets the second moment of every state behind every step.</param>
    private void Go(Scan scan, int most, List<double>[] lengths)
    {
        bool isSettled = false;
        for (int step = 0; step < most && !isSettled; step++)
        {
            if (step > 0)
                Advance(scan);
            foreach (Operation operation in scan.Body)
                Visit(operation);
            for (int carry = 0; carry < lengths.Length; carry++)
                lengths[carry].Add(Average(this[scan.Carries[carry].After]).Second);
            isSettled = lengths.All(HasSettled);
        }
    }

    /// <summary>Hands what one step gives to the next.</summary>
    private void Advance(Scan scan)
    {
        foreach (Value result in scan.Body.SelectMany(operation => operation.Outputs))
            _moments.Remove(result);
        foreach (Carry carry in scan.Carries)
            _signals[carry.Before] = [.. this[carry.After].Select(run => run with { Source = new object() })];
    }

    /// <summary>Whether a length changes no more, or by less and less, so that all further changes together are few.</summary>
    private static bool HasSettled(List<double> lengths)
    {
        int count = lengths.Count;
        double last = lengths[count - 1], change = Math.Abs(last - (count > 1 ? lengths[count - 2] : 0)), before = count > 2 ? Math.Abs(lengths[count - 2] - lengths[count - 3]) : 0;
        return change <= Settled * last || (change < FadingChange * before && change * change / (before - change) <= FewChanges * last);
    }

    /// <summary>A mean over steps keeps the mean of a unit, and what changes slowly; a maximum is above it.</summary>
    private static Signal Pooled(PoolSteps pool, Signal run)
    {
        int steps = pool.Sequence.Steps;
        if (pool.Kind == Pooling.Max)
            return WindowFlow.Greatest(run, steps, run.Length);
        // What all steps have in common stays, the rest averages out.
        double alike = run.Alike(steps), own = (alike + ((1 - alike) / steps)) * Math.Max(run.Second - run.Shared, 0);
        return Signal.Normal(run.Length, run.Mean, run.Shared + own, run.Shared).FluctuatingAs(run);
    }
}
