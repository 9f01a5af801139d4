using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Moments of every value of a forward pass with first weights. Poole et al. 2016, Schoenholz et al. 2017; Glorot and Bengio 2010 and He et al. 2015 are special cases.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>How many runs of units that differ are told apart.</summary>
    private const int MostRuns = 12;

    private readonly FlowAssumptions _assumptions;
    private readonly Dictionary<Value, ImmutableArray<Signal>> _signals;
    private readonly Dictionary<Value, InitialWeights> _weights;
    private readonly Dictionary<Value, ImmutableArray<ElementwiseMoments>> _moments;
    private readonly Dictionary<Expression, KnownFunction> _known;
    private readonly Dictionary<WindowAxis, double> _shares;
    private bool _isInStep;

    /// <summary>Works through the forward pass.</summary>
    /// <param name="model">The network.</param>
    /// <param name="assumptions">What is assumed about data and training.</param>
    /// <param name="other">Another pass through the same network, whose moments are known already; or null.</param>
    public ForwardFlow(NetworkModel model, FlowAssumptions assumptions, ForwardFlow? other = null)
    {
        (_known, _shares, _other) = (other?._known ?? [], other?._shares ?? [], other);
        _assumptions = assumptions;
        _weights = other?._weights ?? model.Parameters.ToDictionary(parameter => parameter.Value, InitialWeights.Of);
        // Most operations have one result, and about as many values are none.
        (_signals, _moments) = (new(2 * model.Graph.Operations.Length), new(model.Graph.Operations.Length));
        Value input = model.Graph.Input;
        _signals[input] = [Signal.Normal(input.Length, 0, assumptions.InputSecondMoment, 0) with { Turned = 1.0 / input.Length }];
        foreach (Operation operation in model.Graph.Operations.Where(operation => operation.Phase == Phase.Forward))
        {
            if (!IsAsInOther(operation))
                Visit(operation);
            if (operation is Product _ or Scan _ && operation.Outputs.All(IsNearlyAsInOther))
                TakeOver(operation);
        }
    }

    /// <summary>Examples of a training step.</summary>
    public int Batch => _assumptions.Batch;

    /// <summary>The signals of a value: one, or one for each run of units that are alike.</summary>
    public ImmutableArray<Signal> this[Value value] => _signals.TryGetValue(value, out ImmutableArray<Signal> known) ? known : _signals[value] = Leaf(value);

    /// <summary>The variance of the logarithm of the squared length of a value over first weights.</summary>
    public double Spread(Value value) => this[value].Max(run => run.Spread);

    /// <summary>How much less than its mean the logarithm of the squared length of a value mostly is.</summary>
    public double Shortfall(Value value) => this[value].Max(run => run.Shortfall);

    /// <summary>The first values of a parameter.</summary>
    public InitialWeights Weights(Value parameter) => _weights[parameter];

    /// <summary>Inputs of each output of a product, on average.</summary>
    public double Inputs(Product product) => product is Convolution convolution
        ? convolution.GroupInputs * (double)convolution.Window.Taps * Share(convolution.Window.Height) * Share(convolution.Window.Width)
        : product.Left.Length;

    /// <summary>Whether a value is a parameter.</summary>
    public bool IsParameter(Value value) => _weights.ContainsKey(value);

    /// <summary>Whether an operation has parameters alone.</summary>
    public bool IsOfParameters(Operation operation) => operation is Product product ? IsParameter(product.Left) && IsParameter(product.Right) : operation.Inputs.All(IsParameter);

    /// <summary>The moments of an elementwise operation in each run of units.</summary>
    public ImmutableArray<ElementwiseMoments> Moments(Elementwise map) =>
        _moments.TryGetValue(map.Result, out ImmutableArray<ElementwiseMoments> known) ? known : _moments[map.Result] = Moments(map.Expression, map.Operands);

    /// <summary>The value whose mean over the batch is subtracted, and over how many examples; or null.</summary>
    public (Value Value, double Count)? Centred(ImmutableArray<Value> operands)
    {
        foreach (Value operand in operands)
        {
            if (this[operand][0] is { BatchMeanOf: { } value } signal && operands.Contains(value))
                return (value, signal.BatchCount);
        }

        return null;
    }

    /// <summary>Of what all positions have in common, the share that is still common to all behind the windows of a product.</summary>
    public static double Level(Product product) => product is Convolution convolution ? WindowFlow.Level(convolution.Window.Height) * WindowFlow.Level(convolution.Window.Width) : 1;

    private double Share(WindowAxis axis) => _shares.TryGetValue(axis, out double known) ? known : _shares[axis] = WindowFlow.Share(axis);

    private ImmutableArray<ElementwiseMoments> Moments(Expression expression, ImmutableArray<Value> operands)
    {
        var moments = ImmutableArray.CreateBuilder<ElementwiseMoments>(Runs(operands));
        for (int run = 0; run < moments.Capacity; run++)
            moments.Add(Known(expression, Operands(operands, run, moments.Capacity)));
        return moments.MoveToImmutable();
    }

    private ImmutableArray<Signal> Mapped(Elementwise map)
    {
        var moments = ImmutableArray.CreateBuilder<ElementwiseMoments>(Runs(map.Operands));
        var results = ImmutableArray.CreateBuilder<Signal>(moments.Capacity);
        for (int run = 0; run < moments.Capacity; run++)
        {
            Signal[] operands = Operands(map.Operands, run, moments.Capacity);
            moments.Add(Known(map.Expression, operands));
            results.Add(Mapped(map, run, moments[run], operands));
        }

        _moments[map.Result] = moments.MoveToImmutable();
        return results.MoveToImmutable();
    }

    private Signal Mapped(Elementwise map, int run, ElementwiseMoments moments, Signal[] operands)
    {
        Signal result = moments.Result(RunLength(map, run), operands);
        if (_accumulations.FirstOrDefault(state => state.IsOf(map)) is { } accumulation)
            result = accumulation.Next(map, run, moments, operands, result);
        else if (operands.Any(operand => operand.Persistence > 0))
            result = result with { Persistence = moments.PersistenceOf(result, operands) };
        if (operands.Any(operand => operand.Together > 0))
            result = result with { Together = moments.TogetherOf(result, operands) };
        if (LevelsOf(map, operands, result) is var levels && levels != result.Levels)
            result = result with { Levels = levels };
        // A normalization gives all steps the same length.
        if (!_isInStep && operands.All(operand => !operand.IsStatistic) && operands.FirstOrDefault(operand => operand.Growth is not null) is { Growth: { } growth })
            result = result with { Growth = growth };
        return _isInStep || result.IsNumber || operands.All(operand => operand is { Spread: 0, Turned: 0 }) ? result : moments.WithSpread(result, operands, Math.Max(map.Result.Positions, 1));
    }

    private ElementwiseMoments Known(Expression expression, Signal[] operands)
    {
        if (!_known.TryGetValue(expression, out KnownFunction? function))
            _known[expression] = function = new KnownFunction(expression);
        return function.Moments(operands);
    }

    /// <summary>What is made of parameters alone starts as the greatest of them: a normalized weight is at first the weight that it is made of.</summary>
    private void Remember(Operation operation)
    {
        InitialWeights weights = Weights(operation.Inputs.OrderByDescending(parameter => parameter.Length).First());
        foreach (Value result in operation.Outputs)
            _weights[result] = weights;
    }

    private void Visit(Operation operation)
    {
        if (IsOfParameters(operation))
            Remember(operation);
        else
            Propagate(operation);
    }

    private void Propagate(Operation operation)
    {
        switch (operation)
        {
            case Product product:
                _signals[product.Result] = Product(product);
                break;
            case Gather gather:
                _signals[gather.Result] = [Embedded(gather)];
                break;
            case Pool pool:
                _signals[pool.Result] = [WindowFlow.Pooled(pool, Average(this[pool.Operand]))];
                break;
            case Unpool unpool:
                _signals[unpool.Result] = [.. this[unpool.Adjoint].Select(run => run with { Length = (int)((long)run.Length * unpool.Result.Length / unpool.Adjoint.Length) })];
                break;
            case Interpolate interpolate:
                _signals[interpolate.Result] = [WindowFlow.Interpolated(interpolate, Average(this[interpolate.Operand]))];
                break;
            case Elementwise map:
                _signals[map.Result] = Mapped(map);
                break;
            case Reduce reduce:
                _signals[reduce.Result] = Reduced(reduce);
                break;
            case Permute permute:
                _signals[permute.Result] = this[permute.Operand];
                break;
            case Concatenate concatenate:
                _signals[concatenate.Result] = SideBySide(concatenate.Parts.SelectMany(part => this[part]));
                break;
            case Split split:
                SplitUp(split);
                break;
            case Arrange arrange:
                _signals[arrange.Result] = this[arrange.Operand];
                break;
            case ReverseSteps reverse:
                _signals[reverse.Result] = this[reverse.Operand];
                break;
            case TakeLast last:
                _signals[last.Result] = Last(last.Sequence);
                break;
            case Delays delays:
                _signals[delays.Result] = [Delayed(delays)];
                break;
            case PoolSteps pool:
                _signals[pool.Result] = [.. this[pool.Sequence].Select(run => Pooled(pool, run))];
                break;
            case HeadProduct product:
                _signals[product.Result] = [Attended(product)];
                break;
            case AdditiveScores scores:
                _signals[scores.Result] = [Attended(scores)];
                break;
            case HeadSoftmax softmax:
                _signals[softmax.Result] = [Weighted(softmax)];
                break;
            case AddSteps placed:
                _signals[placed.Result] = [Placed(placed)];
                break;
            case Scan scan:
                Scan(scan);
                break;
            default:
                foreach (Value result in operation.Outputs)
                    _signals[result] = [Signal.Normal(result.Length, 0, Average(this[operation.Inputs.First()]).Second, Average(this[operation.Inputs.First()]).Shared)];
                break;
        }
    }

    /// <summary>The signals of a value that no operation computes.</summary>
    private ImmutableArray<Signal> Leaf(Value value) => value.Kind switch
    {
        ValueKind.Parameter => Weights(value).ToSignals(value.Length),
        ValueKind.BatchReciprocal or ValueKind.LossScale => [Signal.Number(1.0 / Rows(value))],
        ValueKind.Mask => [new Signal(value.Length, 1, 1 / (1 - value.Draw!.Probability), 1) { MaskProbability = value.Draw.Probability }],
        _ => [Signal.Normal(value.Length, 0, 1, 0)],
    };

    /// <summary>Examples of a training step, and of a sequence their steps.</summary>
    private double Rows(Value value) => (double)_assumptions.Batch * Math.Max(value.Steps, 1);

    /// <summary>The operands of an elementwise operation in a run of units.</summary>
    public Signal[] OperandsOf(Elementwise map, int run) => Operands(map.Operands, run, Moments(map).Length);

    private Signal[] Operands(ImmutableArray<Value> operands, int run, int runs)
    {
        Value? centred = Centred(operands)?.Value;
        var signals = new Signal[operands.Length];
        for (int i = 0; i < signals.Length; i++)
            signals[i] = Operand(operands[i], run, runs, centred);
        return signals;
    }

    private Signal Operand(Value operand, int run, int runs, Value? centred)
    {
        ImmutableArray<Signal> all = this[operand];
        Signal signal = all.Length == runs ? all[run] : Average(all);
        if (signal.BatchMeanOf is not null && signal.BatchMeanOf == centred)
            return Signal.Number(signal.Mean, signal.Length) with { IsStatistic = true };
        return operand == centred ? signal.Centred() : signal;
    }

    private ImmutableArray<Signal> Reduced(Reduce reduce)
    {
        // Of examples that are longer by chance the batch knows nothing.
        if (_other is not null && reduce.Axis == Axis.Batch)
            return _other[reduce.Result];
        Value wide = reduce.Operands.First(operand => operand.PerExample);
        double count = (double)wide.Length / reduce.Result.Length * (reduce.Axis == Axis.Features ? 1 : Rows(wide));
        // Positions of a feature map have in common what examples have.
        if (reduce is { Kind: Reduction.Sum, Expression: Operand { Index: var index } } && (reduce.Axis != Axis.Features || reduce.IsByChannel))
            return [.. this[reduce.Operands[index]].Select(run => BatchSum(run, reduce.Operands[index], count, ShareOf(run)))];

        ImmutableArray<Signal> runs = this[wide];
        ImmutableArray<ElementwiseMoments> moments = Moments(reduce.Expression, reduce.Operands);
        ImmutableArray<Signal> terms =
            [.. moments.Select((run, i) => run.Result(moments.Length == runs.Length ? runs[i].Length : wide.Length, Operands(reduce.Operands, i, moments.Length)))];
        if (reduce.Axis == Axis.Batch)
            return [.. terms.Select(term => Statistic(reduce.Kind, count, term, ShareOf(term)))];
        return [Statistic(reduce.Kind, count, Average(terms), reduce.Result.Length)];

        int ShareOf(Signal run) => (int)Math.Max(1, (long)run.Length * reduce.Result.Length / wide.Length);
    }

    /// <summary>A sum over the batch: of each unit it keeps what all examples have in common.</summary>
    private static Signal BatchSum(Signal run, Value value, double count, int length) =>
        Signal.Normal(length, count * run.Mean, count * count * run.Shared * run.Level, count * count * run.Shared * run.Level) with { BatchMeanOf = value, BatchCount = count, IsStatistic = true };

    /// <summary>A sum or maximum of many terms hardly differs from its mean.</summary>
    private static Signal Statistic(Reduction kind, double count, Signal term, int length) =>
        Signal.Number(kind == Reduction.Sum ? count * term.Mean : term.Mean + Math.Sqrt(2 * Math.Log(Math.Max(count, 1)) * term.Variance), length) with { IsStatistic = true, Groups = length };

    /// <summary>A product that does not end at 0 where the factors have not.</summary>
    private static double Scaled(double factor, double moment) => factor > 0 && moment > 0 ? Math.Max(factor * moment, 1e-300) : 0;
}
