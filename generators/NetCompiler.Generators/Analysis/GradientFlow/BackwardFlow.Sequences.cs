using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Sequences: the gradient of all their steps together, and how it is spread over them.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>How much the logarithm of the squared length of what a random matrix of one unit, multiplied with itself, makes of a vector differs from one matrix to the next, for
    /// each time: its greatest eigenvalue is not the same. Measured at 128 units; it falls with the square root of the units.</summary>
    private const double SpreadOfPowers = 0.68;

    private readonly Dictionary<Scan, GradientSpan> _spans = [];

    private BackwardFlow(ForwardFlow forward) => (Forward, _errors) = (forward, []);

    /// <summary>What is left of the gradient at the first step of a scan.</summary>
    public GradientSpan? Span(Scan scan) => _spans.TryGetValue(scan, out GradientSpan? span) ? span : null;

    /// <summary>How the gradient of a sequence is spread over its steps; null for what is none.</summary>
    private StepShares? Sequence(Value value)
    {
        StepShares? steps = null;
        double energy = 0;
        foreach (ErrorSignal run in this[value])
        {
            steps = StepShares.Together(steps, energy, run.Sum.Steps, run.Sum.Energy);
            energy += run.Sum.Energy;
        }

        return steps;
    }

    /// <summary>The variance of the logarithm of the squared length of a gradient that steps behind bring in.</summary>
    public double SpreadOfSteps(Value value) => Sequence(value)?.Spread ?? 0;

    /// <summary>What comes back from one result of many steps.</summary>
    private static void Spread(ImmutableArray<ErrorSignal> results, ImmutableArray<ErrorSignal> operands, StepShares steps, double square, int greatest = 1)
    {
        for (int run = 0; run < results.Length; run++)
            operands[run].Add(Scaled(results[run].Sum, square) with { Steps = steps, Greatest = results[run].Sum.Positive == 1 ? greatest : 1 });
    }

    /// <summary>Each step gets a part of what all windows have that see it; what they have before the first step is lost.</summary>
    private void Delayed(Delays delays)
    {
        Backflow result = this[delays.Result][0].Sum;
        double kept = 1;
        StepShares? steps = result.Steps is { } shares ? shares.Delayed(delays.Kernel, delays.Dilation, out kept) : null;
        for (int run = 0; run < this[delays.Operand].Length; run++)
            this[delays.Operand][run].Add(Scaled(result, kept * Forward[delays.Operand][run].Length / delays.Operand.Length) with { Steps = steps });
    }

    private static void Reverse(ImmutableArray<ErrorSignal> results, ImmutableArray<ErrorSignal> operands)
    {
        for (int run = 0; run < results.Length; run++)
            operands[run].Add(results[run].Sum with { Steps = results[run].Sum.Steps?.Reversed() });
    }

    /// <summary>Goes back through all steps, and then through one of them with what all of them have got.</summary>
    private void Scan(Scan scan)
    {
        StepAmplitudes amplitudes = Forward.Amplitudes(scan);
        (double[,] energy, double fluctuation) = amplitudes.OfSquares ??= OneStep(scan);
        (double Energy, StepShares? Shares)[] outside = [.. scan.Carries.Select(carry => (Energy(carry.After) * Met(scan, carry), Sequence(carry.After)))];
        var time = new ThroughTime(amplitudes, energy);
        StepsBack back = outside is [{ Shares: { } shares }] && UnmixedSteps.Of(scan, Forward) is { } unmixed
            ? unmixed.Run(outside[0].Energy, shares, scan.IsReverse)
            : time.Run(outside, scan.Steps, scan.IsReverse);
        double[][] logarithms = back.Behind;
        double begun = scan.Carries.Max(carry => Spread(carry.After)), entered = MeanStep([.. outside.Select(entry => entry.Shares?.Scaled(entry.Energy) ?? [])]);
        double normalized = SpreadOfNormalization(scan);
        double[] all = [.. Enumerable.Range(0, scan.Steps).Select(step => Logarithm(logarithms.Select(carry => carry[step])))];
        _spans[scan] = NewSpan(scan, all, SpreadOver(scan.Steps - 1), IsGated(scan) ? amplitudes.Persistence : 0);
        var inner = new BackwardFlow(Forward);
        // What is read outside besides the states goes back with them.
        foreach (Value result in scan.Body.SelectMany(operation => operation.Outputs).Where(result => _errors.ContainsKey(result) && scan.Carries.All(carry => carry.After != result)))
            inner._errors[result] = this[result];
        for (int i = 0; i < scan.Carries.Length; i++)
            inner.Add(scan.Carries[i].After, logarithms[i], (back.Lasting[i], back.Persistence[i]), begun, SpreadOver(Math.Abs(entered - MeanStep([Relative(logarithms[i])]))));
        foreach (Operation operation in scan.Body.Reverse())
            inner.Propagate(operation);

        // What another sequence has left behind gets what is left at the first step.
        for (int i = 0; i < scan.Carries.Length; i++)
        {
            if (scan.Carries[i].Initial is { } initial)
                Add(initial, [back.Begun[i]], (0, 0), begun, SpreadOver(scan.Steps));
        }

        foreach (KeyValuePair<Value, ImmutableArray<ErrorSignal>> known in inner._errors)
        {
            if (scan.Outputs.Contains(known.Key))
            {
                if (!_errors.ContainsKey(known.Key))
                    _errors[known.Key] = known.Value;
            }
            else
            {
                Pass(known.Value, this[known.Key]);
            }
        }

        double SpreadOver(double steps)
        {
            return (steps * fluctuation) + Math.Pow(SpreadOfPowers * steps * RandomShare(scan, amplitudes, time), 2) + amplitudes.SpreadOfGrowth(steps) + normalized;
        }
    }

    /// <summary>The variance of the logarithm of a squared length where a step divides by the length of a state that grows, which is followed in the middle alone.</summary>
    private double SpreadOfNormalization(Scan scan)
    {
        if (!scan.Body.OfType<Elementwise>().Any(map => map.Operands.Any(operand => Forward[operand][0].IsStatistic) && map.Operands.Any(operand => scan.Carries.Any(carry => carry.After == operand))))
            return 0;
        double differing = scan.Carries.Max(carry => Forward[carry.After][0].Growth is { } growth ? Math.Abs(Math.Log(growth.Average(length => 1 / length))) : 0);
        return differing * differing;
    }

    /// <summary>What comes in through a maximum meets another slope at the first step on its way than what all have.</summary>
    private double Met(Scan scan, Carry carry)
    {
        int greatest = this[carry.After][0].Sum.Greatest;
        if (greatest == 1 || scan.Body.OfType<Elementwise>().FirstOrDefault(map => map.Result == carry.After) is not { } last || Array.FindIndex([.. last.Operands], Flows) is var operand && operand < 0)
            return 1;
        ElementwiseMoments moments = Forward.Moments(last)[0];
        Slope slope = moments.SlopeOf(operand);
        return slope.Square > 0 && moments.OfGreatest(operand, slope, greatest) is var (met, _) ? met.Square / slope.Square : 1;
    }

    /// <summary>How much of what a step makes of a gradient differs from one random matrix to the next, relative to the square root of its inputs: all of it, but for an orthogonal
    /// one what fluctuates with its slopes.</summary>
    private double RandomShare(Scan scan, StepAmplitudes amplitudes, ThroughTime time)
    {
        Product[] recurrent = [.. scan.Body.OfType<Product>().Where(product => scan.Carries.Any(carry => carry.Before == product.Left) && Forward.Weights(product.Right).Identity is null)];
        if (recurrent.Length == 0 || amplitudes.Greatest == 0)
            return 0;
        double share = Math.Max(1 - (amplitudes.Persistence / amplitudes.Greatest), 0) / Math.Sqrt(recurrent.Min(product => product.Left.Length));
        return recurrent.All(product => Forward.Weights(product.Right).IsOrthogonal) ? share * Math.Sqrt(time.Fluctuating) : share;
    }

    /// <summary>Whether a state can be kept by other means than recurrent weights that are an identity matrix.</summary>
    private bool IsGated(Scan scan) =>
        scan.Carries.Length > 1 || !scan.Body.OfType<Product>().Any(product => product.Left == scan.Carries[0].Before && Forward.Weights(product.Right).Identity is not null);

    private static GradientSpan NewSpan(Scan scan, double[] logarithms, double spread, double kept)
    {
        double[] inOrder = scan.IsReverse ? [.. Enumerable.Reverse(logarithms)] : logarithms;
        // The last step that gets a gradient at all.
        int last = Array.FindLastIndex(inOrder, logarithm => !double.IsInfinity(logarithm));
        return new GradientSpan(scan.Steps, last < 0 ? double.NaN : (inOrder[0] - inOrder[last]) / 2, spread, kept);
    }

    /// <summary>The squared length of the gradient of each state before a step, for one of length 1 of each state behind it; and the variance of its logarithm.</summary>
    private (double[,] Energy, double Spread) OneStep(Scan scan)
    {
        int count = scan.Carries.Length;
        double[,] energy = new double[count, count];
        double spread = 0, greatest = 0;
        for (int after = 0; after < count; after++)
        {
            var step = new BackwardFlow(Forward);
            step.Add(scan.Carries[after].After, [0], (0, 0), 0, 0);
            foreach (Operation operation in scan.Body.Reverse())
                step.Propagate(operation);
            for (int before = 0; before < count; before++)
            {
                energy[before, after] = step.Energy(scan.Carries[before].Before);
                if (energy[before, after] > greatest)
                    (greatest, spread) = (energy[before, after], step.Spread(scan.Carries[before].Before));
            }
        }

        return (energy, spread);
    }

    /// <summary>The decimal logarithm of a sum.</summary>
    private static double Logarithm(IEnumerable<double> logarithms)
    {
        double greatest = logarithms.Max();
        return double.IsInfinity(greatest) ? greatest : greatest + Math.Log10(logarithms.Sum(logarithm => Math.Pow(10, logarithm - greatest)));
    }

    private static double[] Relative(double[] logarithms)
    {
        double greatest = logarithms.Max();
        return double.IsInfinity(greatest) ? [] : [.. logarithms.Select(logarithm => Math.Pow(10, logarithm - greatest))];
    }

    /// <summary>The mean step, by squared length.</summary>
    private static double MeanStep(double[][] squares)
    {
        double sum = squares.Sum(carry => carry.Sum());
        return sum > 0 ? squares.Sum(carry => carry.Select((square, step) => square * step).Sum()) / sum : 0;
    }

    private void Add(Value value, double[] logarithms, (double Lasting, double Persistence) common, double spread, double spreadOfSteps)
    {
        double[] shares = Relative(logarithms);
        if (shares.Length == 0)
            return;
        double greatest = logarithms.Max();
        double sum = shares.Sum(), energy = Math.Pow(10, greatest) * sum;
        var steps = new StepShares([.. shares.Select(share => share / sum)], 1, common.Persistence) { Lasting = common.Lasting, Spread = spreadOfSteps };
        ImmutableArray<ErrorSignal> runs = this[value];
        for (int run = 0; run < runs.Length; run++)
        {
            double own = energy * Forward[value][run].Length / value.Length;
            runs[run].Add(new Backflow(own, own / Forward[value][run].Length, 0) { Spread = spread, Steps = logarithms.Length == value.Steps ? steps : null });
        }
    }
}
