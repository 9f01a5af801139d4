using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Predicts, from a declaration alone, how the gradient fares at each layer when training starts.</summary>
internal static class FlowAnalysis
{
    /// <summary>How many decades of a squared length a double leaves below 1.</summary>
    private const double Range = 290;

    /// <summary>What a network of finite width adds: measured logarithms spread less than the formula for independent layers says.</summary>
    private const double StandardDeviations = 1.5;

    /// <summary>The share of the variance of one example's logarithm that counts for a batch, whose examples have a part of it in common: measured mostly a fourth, seldom more than this.</summary>
    private const double PartOfBatch = 2.0 / 3;

    /// <summary>The prediction for a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="assumptions">What is assumed about data and training; by default standardised inputs and batches of 64.</param>
    public static NetworkFlow Predict(NetworkModel model, FlowAssumptions? assumptions = null)
    {
        assumptions ??= new FlowAssumptions();
        var layers = model.AllLayers.ToImmutableArray();
        var forward = new ForwardFlow(model, assumptions);
        LossGradient loss = LossGradient.Of(model, forward);
        BackwardFlow flow = Propagate(model, forward, loss, layers);
        ILookup<string, Operation> operations = model.Graph.AllOperations.Where(operation => operation.Phase == Phase.Forward).ToLookup(operation => operation.Layer);
        FlowLogarithms own = Logarithms(flow);
        double[] band = StabilityBand.Of(model, forward, assumptions, own, other => Logarithms(Propagate(model, other, loss, layers)));
        // The loss is a mean over steps, whose gradients are independent.
        double length = ((Math.Log10(loss.Energy) - Math.Log10(Math.Max(model.Graph.Output.Steps, 1))) / 2) - (loss.Growth * forward.Shortfall(model.Graph.Output) / (2 * Math.Log(10))), outputSpread = PartOfBatch * forward.Spread(model.Graph.Output);
        ElementRange range = ElementRange.Of(model);
        bool isHeld = range.Holds(model.Graph, forward);
        ILookup<string, Scan> scans = model.Graph.Operations.OfType<Scan>().ToLookup(scan => scan.Layer);
        return new NetworkFlow(
            model,
            [
                .. layers.Select((layer, i) => new LayerFlow(layer, own.ErrorSignals[i], length + own.WeightGradients[i], IsHeld(layer, i) ? Uncertainty(Spread(layer), band[i]) : double.PositiveInfinity)
                {
                    Span = scans[layer.Path].Select(flow.Span).FirstOrDefault(),
                }),
            ], flow);

        FlowLogarithms Logarithms(BackwardFlow of) =>
            new([.. layers.Select(layer => of.Log10Error(model.Signal(layer)))], [.. layers.Select(layer => WeightGradient(operations[layer.Path], of))]);

        // The elements of a gradient of the mean over the batch; the gradient of a weight is relative to the weights, which are smaller than 1, or 0.
        bool IsHeld(PlacedLayer layer, int i) =>
            isHeld && range.Holds(length + own.ErrorSignals[i] - Math.Log10(assumptions.Batch * Math.Sqrt(layer.Output.Length))) && (!layer.Layer.HasWeight || double.IsPositiveInfinity(own.WeightGradients[i]) || range.Holds(length + own.WeightGradients[i] - Math.Log10(assumptions.Batch)));

        // A weight's gradient is an input times an error, which begins with a loss that may depend on the length of the output.
        double Spread(PlacedLayer layer)
        {
            double back = (PartOfBatch * flow.Spread(model.Signal(layer))) + flow.SpreadOfSteps(model.Signal(layer));
            if (layer.Layer.HasWeight)
                back = Math.Pow(Math.Sqrt(back + (PartOfBatch * forward.Spread(layer.Input))) + (Growth(layer) * Math.Sqrt(outputSpread)), 2);
            return back + scans[layer.Path].Sum(scan => forward.Amplitudes(scan).SpreadOfGrowth(scan.Steps - 1));
        }

        // What the errors at all places of an output have in common comes from the output, and adds up.
        double Growth(PlacedLayer layer)
        {
            if (model.Graph.Output is { Positions: <= 1, IsSequence: false })
                return loss.Growth;
            double coherence = operations[layer.Path].OfType<Product>().Where(product => flow.Forward.IsParameter(product.Right)).Select(flow.Coherence).DefaultIfEmpty(1).Max();
            return 1 - ((1 - loss.Growth) / Math.Max(coherence, 1));
        }
    }

    private static BackwardFlow Propagate(NetworkModel model, ForwardFlow forward, LossGradient loss, ImmutableArray<PlacedLayer> layers)
    {
        var flow = new BackwardFlow(model.Graph, forward, loss);
        // Beyond the range of a double everything is computed again, relative to a larger or smaller number.
        if (layers.Any(layer => flow.Energy(model.Signal(layer)) is > 0 and < 1e-299))
            return new BackwardFlow(model.Graph, forward, loss, Range);
        return layers.Any(layer => double.IsInfinity(flow.Energy(model.Signal(layer)))) ? new BackwardFlow(model.Graph, forward, loss, -Range) : flow;
    }

    /// <summary>How far a logarithm may be off: so many standard deviations of the given variance of that of its square, and a band around it.</summary>
    public static double Uncertainty(double spread, double band)
    {
        if (double.IsNaN(spread))
            return double.PositiveInfinity;
        double width = StandardDeviations * Math.Sqrt(spread) / (2 * Math.Log(10));
        return double.IsNaN(band) ? width : Math.Sqrt((width * width) + (band * band));
    }

    private static double WeightGradient(IEnumerable<Operation> operations, BackwardFlow flow)
    {
        double gradient = 0, weights = 0;
        foreach (Operation operation in operations)
        {
            if (operation is Product product && flow.Forward.IsParameter(product.Right))
                Add(product.Right, flow.WeightEnergy(product) * Math.Exp(-(flow.Shortfall(product.Result) + flow.Forward.Shortfall(product.Left))));
            // The gradient of a row is that of the row of the table.
            else if (operation is Gather gather)
                Add(gather.Table, flow.Energy(gather.Result) * Math.Exp(-flow.Shortfall(gather.Result)));
        }

        return HalfLog10(gradient / weights, flow);

        void Add(Value weight, double energy)
        {
            gradient += energy;
            weights += weight.Length * flow.Forward.Weights(weight).Second;
        }
    }

    private static double HalfLog10(double square, BackwardFlow flow) => (Math.Log10(square) - flow.Log10Scale) / 2;
}
