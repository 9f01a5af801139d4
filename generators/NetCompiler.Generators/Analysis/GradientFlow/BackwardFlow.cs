using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The squared length of the gradient with respect to every value, for one example, relative to that with respect to the network's output.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>So few units of a batch with a slope may as well be none.</summary>
    private const double FewUnits = 5;

    private readonly Dictionary<Value, ImmutableArray<ErrorSignal>> _errors;
    private readonly int _outputs;

    /// <summary>Works through the forward pass from its end.</summary>
    /// <param name="graph">The forward pass of a training step.</param>
    /// <param name="forward">Its moments.</param>
    /// <param name="loss">What it begins with.</param>
    /// <param name="log10Scale">The decimal logarithm of the squared length to begin with, so that what vanishes or explodes beyond the range of a double can still be told.</param>
    public BackwardFlow(ComputeGraph graph, ForwardFlow forward, LossGradient loss, double log10Scale = 0)
    {
        (Forward, Log10Scale, _outputs, _errors) = (forward, log10Scale, graph.Output.Channels, new(graph.Operations.Length));
        _hasUnmixed = HasUnmixed(graph, forward);
        double scale = Math.Pow(10, log10Scale) / loss.Energy;
        for (int run = 0; run < loss.Runs.Length; run++)
        {
            (double energy, double radial) = loss.Runs[run];
            double common = loss.Common(run, forward[graph.Output][run]);
            this[graph.Output][run].Add(new Backflow(energy * scale, radial * scale, 0)
            {
                Alike = common * (graph.Output.Positions - 1),
                Together = loss.Runs[run].Together,
                Aligned = (common * common) + ((1 - (common * common)) / graph.Output.Length),
                Steps = graph.Output.IsSequence ? StepShares.Even(graph.Output.Steps, common) : null,
            });
        }

        foreach (Operation operation in graph.Operations.Where(operation => operation.Phase == Phase.Forward && !forward.IsOfParameters(operation)).Reverse())
            Propagate(operation);
    }

    /// <summary>The moments of the forward pass.</summary>
    public ForwardFlow Forward { get; }

    /// <summary>The decimal logarithm of the squared length at the output.</summary>
    public double Log10Scale { get; }

    /// <summary>The gradients of a value, one for each run of units that are alike.</summary>
    public ImmutableArray<ErrorSignal> this[Value value]
    {
        get
        {
            if (!_errors.TryGetValue(value, out ImmutableArray<ErrorSignal> errors))
                _errors[value] = errors = [.. Forward[value].Select(run => new ErrorSignal(run.Length))];
            return errors;
        }
    }

    private void Propagate(Operation operation)
    {
        switch (operation)
        {
            case Product product:
                Product(product);
                break;
            case Pool pool:
                Pool(pool);
                break;
            case Unpool unpool:
                Enlarged(unpool.Adjoint, unpool.Result, 1);
                break;
            case Interpolate interpolate:
                Enlarged(interpolate.Operand, interpolate.Result, WindowFlow.SquaredWeights(interpolate));
                break;
            case Elementwise map:
                Map(map);
                break;
            case Permute permute:
                Pass(this[permute.Result], this[permute.Operand]);
                break;
            case Concatenate concatenate:
                Distribute(this[concatenate.Result], concatenate);
                break;
            case Split split:
                Join(split);
                break;
            case Gather:
                // Ids have no gradient.
                break;
            case Arrange arrange:
                Pass(this[arrange.Result], this[arrange.Operand]);
                break;
            case ReverseSteps reverse:
                Reverse(this[reverse.Result], this[reverse.Operand]);
                break;
            case TakeLast last:
                Spread(this[last.Result], this[last.Sequence], StepShares.Only(last.Sequence.Steps, last.Sequence.Steps - 1), 1);
                break;
            case Delays delays:
                Delayed(delays);
                break;
            case PoolSteps { Kind: Pooling.Mean } mean:
                Spread(this[mean.Result], this[mean.Sequence], StepShares.Even(mean.Sequence.Steps, common: 1), 1.0 / mean.Sequence.Steps);
                break;
            case PoolSteps max:
                Spread(this[max.Result], this[max.Sequence], StepShares.Even(max.Sequence.Steps, common: 0), 1, max.Sequence.Steps);
                break;
            case HeadProduct product:
                Attended(product);
                break;
            case AdditiveScores scores:
                Attended(scores);
                break;
            case HeadSoftmax softmax:
                Weighted(softmax);
                break;
            case AddSteps placed:
                Pass(this[placed.Result], this[placed.Sequence]);
                break;
            case Scan scan:
                Scan(scan);
                break;
            case Reduce:
                // What flows back through a statistic of many units is a small share of what goes past it.
                break;
            default:
                foreach (Value operand in operation.Inputs.Where(operand => operand.PerExample))
                    Pass(this[operation.Outputs.First()], this[operand]);
                break;
        }
    }

    private void Product(Product product)
    {
        ImmutableArray<ErrorSignal> results = this[product.Result], inputs = this[product.Left];
        ImmutableArray<Signal> x = Forward[product.Left];
        InitialWeights weights = Forward.Weights(product.Right);
        if (weights.Identity is { } factor && product is MatrixProduct)
        {
            for (int run = 0; run < Math.Min(x.Length, results.Length); run++)
                inputs[run].Add(Scaled(results[run].Sum, factor * factor));
            return;
        }

        if (weights.Mean != 0)
        {
            Same(product, weights, results);
            return;
        }

        double units = product.Left.Length, energy = results.Sum(run => run.Sum.Energy), radial = results.Sum(run => run.Sum.Radial), common = results.Sum(run => run.Sum.Common);
        double length = x.Sum(run => run.Length * run.Second), resultLength = Forward[product.Result].Sum(run => run.Length * run.Second);
        double stretch = length > 0 ? resultLength / length : 0;
        // An orthogonal matrix keeps a gradient along its result apart from the rest; another one turns it in all directions, besides the one along its input.
        double gain = Forward.Inputs(product) * weights.Second;
        // What is orthogonal to the input of the way back along the result exists where there are more inputs than outputs.
        double isometric = Math.Max(Forward.Inputs(product), product.Result.Channels) * weights.Second;
        double diffuse = weights.IsOrthogonal ? (gain * (energy - radial)) + (Math.Max(isometric - stretch, 0) * radial) : gain * (1 - (1 / units)) * energy;
        double alike = product is Convolution ? Alike(results) : 0, apart = units / Repeated(product.Result.Positions, alike), spread = Spread(product.Result) + (weights.IsOrthogonal ? 0 : 2 / apart);
        double aligned = Aligned(product.Result), shortfall = Shortfall(product.Result) + (weights.IsOrthogonal ? 0 : OfWeights(aligned, apart));
        aligned = Signal.TurnedBy(aligned, units);
        StepShares? steps = Sequence(product.Result);
        for (int run = 0; run < x.Length; run++)
        {
            // Each run has its share of the direction along the whole input.
            double share = length > 0 ? x[run].Length * x[run].Second / length : 0, own = diffuse * x[run].Length / units;
            double along = radial * stretch * share;
            inputs[run].Add(new Backflow(own + along, along + (own / x[run].Length * (1 - share)), common * stretch * share) { Spread = spread, Shortfall = shortfall, Aligned = aligned, Alike = alike, Steps = steps });
        }
    }

    /// <summary>Weights that are one and the same number give every input the sum of all errors, in which what these have in common adds up.</summary>
    private void Same(Product product, InitialWeights weights, ImmutableArray<ErrorSignal> results)
    {
        double energy = results.Sum(run => run.Sum.Energy), together = energy > 0 ? results.Sum(run => run.Sum.Energy * run.Sum.Together) / energy : 0;
        double sum = Forward.Inputs(product) * weights.Second * energy * Math.Max(1 + ((product.Result.Channels - 1) * together), 0);
        ImmutableArray<Signal> x = Forward[product.Left];
        for (int run = 0; run < x.Length; run++)
        {
            double own = sum * x[run].Length / product.Left.Length, common = (x[run].Mean * x[run].Mean) + (x[run].Together * x[run].Variance);
            this[product.Left][run].Add(new Backflow(own, Math.Max(own * (x[run].Second > 0 ? common / x[run].Second : 0), own / x[run].Length), 0)
            {
                Shortfall = Shortfall(product.Result),
                Aligned = 1,
                Spread = Spread(product.Result) + ((1 - Math.Min(Math.Max(together, 0), 1)) * ForwardFlow.SpreadOfSums(_outputs)),
                Alike = product is Convolution ? Alike(results) : 0,
                Together = 1,
                Steps = Sequence(product.Result),
            });
        }
    }

    private static double Alike(ImmutableArray<ErrorSignal> errors) =>
        errors.Sum(run => run.Sum.Energy) is var energy && energy > 0 ? errors.Sum(run => run.Sum.Energy * run.Sum.Alike) / energy : 0;

    private void Map(Elementwise map)
    {
        ImmutableArray<ElementwiseMoments> moments = Forward.Moments(map);
        ImmutableArray<ErrorSignal> results = this[map.Result];
        (Value Value, double Count)? centred = Forward.Centred(map.Operands);
        bool isNormalized = map.Operands.Any(operand => Forward[operand][0].IsStatistic);
        bool isBranching = map.Operands.Count(Flows) > 1;
        for (int i = 0; i < map.Operands.Length; i++)
        {
            Value operand = map.Operands[i];
            if (!Flows(operand))
                continue;
            ImmutableArray<ErrorSignal> errors = this[operand];
            for (int run = 0; run < moments.Length; run++)
            {
                ErrorSignal result = results[run];
                Slope slope = moments[run].SlopeOf(i);
                (double[]? profile, object? source, bool isUnmixed) = Profile(map, run, moments[run], i, result.Sum);
                (Slope met, double output, double positive) = Meeting(moments[run], i, slope, result.Sum, isUnmixed);
                double units = Forward[map.Result][run].Length;
                // Units that are all the same count as one.
                double fluctuation = met.Square > 0 ? Fluctuation(met.Fourth / (met.Square * met.Square), units / (1 + ((units - 1) * Forward[operand][0].Together))) * Repeated(map.Result.Positions, result.Sum.Alike, slope) : 0;
                ErrorSignal error = errors[errors.Length == moments.Length ? run : 0];
                (double left, double alike) = isNormalized && map.Result.Positions > 1 ? OfLevels(map, Forward.OperandsOf(map, run)[i], centred, result.Sum) : (1, result.Sum.Alike);
                double energy = result.Sum.Energy * met.Square * left;
                if (isUnmixed)
                    fluctuation = Fluctuation(NormalGrid.Expectation(profile!, profile!), units) - Fluctuation(NormalGrid.Expectation(result.Sum.Profile!, result.Sum.Profile!), units);
                if (isNormalized && (MayBeFlat(map, operand, run) || left <= PositionLevels.Rounding))
                    fluctuation = double.NaN;
                Backflow flow = operand == centred?.Value ? OfBatchNorm(energy * BatchCorrection(centred.Value.Count), units)
                    : isNormalized ? new Backflow(energy * ExampleCorrection(UnitsOfGroup(map)), 0, 0)
                    // A single unit has one direction.
                    : units == 1 ? new Backflow(energy, energy, 0)
                    : Map(result, slope, met, units, output, isBranching, isBranching && SharesLevel(map, moments[run]));
                (StepShares? steps, double factor) = Through(map, i, moments[run], run, result.Sum.Steps, isNormalized && centred is null);
                error.Add(Scaled(flow, factor) with
                {
                    Spread = result.Sum.Spread + fluctuation,
                    Shortfall = result.Sum.Shortfall + (isUnmixed ? 0 : OfSlopes(fluctuation, slope, result.Sum.Aligned)),
                    Aligned = Sloped(result.Sum.Aligned, slope.Kept, units),
                    Positive = positive,
                    Alike = (alike < 0 ? 1 : slope.Kept) * alike,
                    Stretching = Stretching(map, slope, result.Sum),
                    Together = Together(map, run, slope, result.Sum),
                    Steps = steps,
                    Profile = profile,
                    ProfileOf = source,
                });
            }
        }
    }

    /// <summary>What differs from one set of so many units to another. Where none of a whole batch may have a slope, nothing may be left.</summary>
    private double Fluctuation(double kurtosis, double units) => kurtosis > Forward.Batch * units / FewUnits ? double.PositiveInfinity : Math.Max(3 * (kurtosis - 1) / units, 0);

    /// <summary>What units have in common stays as far as they have the same slope.</summary>
    private double Together(Elementwise map, int run, Slope slope, Backflow result)
    {
        if (result.Together == 0 || slope.Square == 0)
            return 0;
        double same = Forward.OperandsOf(map, run).Max(operand => operand.Together);
        return result.Together * (same + ((1 - same) * slope.Mean * slope.Mean / slope.Square));
    }

    private static (Slope Met, double Output, double Positive) Meeting(ElementwiseMoments moments, int operand, Slope slope, Backflow result, bool isUnmixed)
    {
        if (isUnmixed)
        {
            (Slope own, double along) = moments.Along(operand, slope, result.Profile!);
            return (own, along, 1);
        }

        if (result.Greatest > 1 && moments.OfGreatest(operand, slope, result.Greatest) is var (met, greatest))
            return (met, 1, greatest);
        return result.Positive == 1 && moments.IsEven(operand) ? (slope, 1, 1) : moments.SignsOf(operand)?.Meeting(slope, result.Positive) ?? (slope, 1, 1);
    }

    /// <summary>Of what comes in without direction, the units - 1 directions other than that of y, a part goes on along x.</summary>
    private static Backflow Map(ErrorSignal result, Slope slope, Slope met, double units, double output, bool isBranching, bool sharesLevel)
    {
        (double total, double radial, double common) = (result.Sum.Energy, result.Sum.Radial, result.Sum.Common);
        double perDirection = (total - radial) / (units - 1), perUnit = (total - radial) / Math.Max(units - output, 1), along = slope.Along * slope.Along;
        return new Backflow(
            (perUnit * Math.Max((units * met.Square) - (2 * met.FromOutput) + (output * slope.FromOutput), 0)) + (radial * slope.FromOutput),
            (radial * along) + (perDirection * Math.Max(slope.ToOperand - along, 0)),
            isBranching ? (result.Excess * along) + (sharesLevel ? perDirection * slope.Level * slope.Level : 0) : common * along);
    }

    /// <summary>Whether more than one operand has a mean that a gradient flows back along.</summary>
    private bool SharesLevel(Elementwise map, ElementwiseMoments moments) =>
        Enumerable.Range(0, map.Operands.Length).Count(i => Flows(map.Operands[i]) && Math.Abs(moments.SlopeOf(i).Level) > 1e-6) > 1;

    /// <summary>Whether a gradient flows back to an operand of an elementwise function.</summary>
    private bool Flows(Value operand) => operand.PerExample && operand.Kind is not (ValueKind.Mask or ValueKind.Target) && !Forward[operand][0].IsStatistic;

    private static Backflow Scaled(Backflow flow, double square) => flow with { Energy = flow.Energy * square, Radial = flow.Radial * square, Common = flow.Common * square };
}
