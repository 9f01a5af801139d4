using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Sequences: what goes from step to step settles, so that all steps are as one in the middle.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>Where moments change less than by this share from one step to the next, they have settled.</summary>
    private const double Settled = 1e-3;

    /// <summary>A state that takes longer to settle is taken as it is after so many steps.</summary>
    private const int MostSteps = 100;

    private readonly Dictionary<Scan, StepAmplitudes> _amplitudes = [];

    /// <summary>How a gradient that all steps of a scan treat alike goes back through one of them.</summary>
    public StepAmplitudes Amplitudes(Scan scan) => _amplitudes[scan];

    private void Scan(Scan scan)
    {
        foreach (Carry carry in scan.Carries)
            _signals[carry.Before] = carry.Initial is null ? [Signal.Number(0, carry.Before.Length)] : this[carry.Initial];
        // From step to step what is longer by chance saturates.
        _isInStep = true;
        bool isSettled = false;
        for (int step = 0; step < Math.Min((scan.Steps / 2) + 1, MostSteps) && !isSettled; step++)
        {
            if (step > 0)
                Advance(scan);
            foreach (Operation operation in scan.Body)
                Visit(operation);
            isSettled = scan.Carries.All(HasSettled);
        }

        _isInStep = false;
        StepAmplitudes amplitudes = _amplitudes[scan] = new StepAmplitudes(scan, this);
        foreach (Carry carry in scan.Carries)
        {
            _signals[carry.Before] = [.. this[carry.Before].Select(run => run with { Persistence = amplitudes.Persistence })];
            _signals[carry.After] = [.. this[carry.After].Select(run => run with { Persistence = amplitudes.Persistence })];
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

    private bool HasSettled(Carry carry)
    {
        double before = Average(this[carry.Before]).Second, after = Average(this[carry.After]).Second;
        return Math.Abs(after - before) <= Settled * after;
    }

    /// <summary>A mean over steps keeps the mean of a unit, and what changes slowly; a maximum is above it.</summary>
    private static Signal Pooled(PoolSteps pool, Signal run)
    {
        int steps = pool.Sequence.Steps;
        if (pool.Kind == Pooling.Max)
            return WindowFlow.Greatest(run, steps, run.Length);
        double correlated = 1, power = 1;
        for (int lag = 1; lag < steps && power > 1e-6; lag++)
        {
            power *= run.Persistence;
            correlated += 2 * power * (1 - ((double)lag / steps));
        }

        // What all steps have in common stays, the rest averages out.
        double own = correlated / steps * Math.Max(run.Second - run.Shared, 0);
        return Signal.Normal(run.Length, run.Mean, run.Shared + own, run.Shared) with { Spread = run.Spread };
    }
}
