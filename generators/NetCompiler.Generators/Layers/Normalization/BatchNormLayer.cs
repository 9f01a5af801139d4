using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>y = γ·(x - mean)/√(variance + ε) + β with mean and variance over the batch, and over the positions of a feature map; in inference with their running
/// estimates. Ioffe and Szegedy 2015.</summary>
internal sealed class BatchNormLayer(LayerArguments arguments) : Layer
{
    private readonly double _momentum = arguments.Number("Momentum", 0.1, value => value is > 0 and <= 1, "greater than 0 and at most 1");
    private readonly double _epsilon = arguments.Number("Epsilon", 1e-5, value => value > 0, "greater than 0");
    private readonly bool _isAffine = arguments.Flag("Affine", otherwise: true);

    public override IEnumerable<(string Name, double Value)> Options => [("momentum", _momentum), ("epsilon", _epsilon)];

    public override bool IgnoresBias => true;

    public override bool ScalesOutput => _isAffine;

    public override Value Lower(LoweringContext context, Value input)
    {
        Value x = context.Builder.ToChannelsLast(input);
        Value? weight = null, bias = null;
        if (_isAffine)
        {
            weight = context.Parameter("weight", ParameterRole.Scale, new Initialization(InitializerKind.Constant, 1), x.Channels);
            bias = context.Parameter("bias", ParameterRole.Bias, new Initialization(InitializerKind.Zeros, 0), x.Channels);
        }

        Value runningMean = context.Parameter("running_mean", ParameterRole.RunningStatistic, new Initialization(InitializerKind.Zeros, 0), x.Channels);
        Value runningVariance = context.Parameter("running_var", ParameterRole.RunningStatistic, new Initialization(InitializerKind.Constant, 1), x.Channels);
        return context.IsTraining
            ? LowerTraining(context, x, weight, bias, runningMean, runningVariance)
            : LowerInference(context.Builder, x, weight, bias, runningMean, runningVariance);
    }

    private Value LowerTraining(LoweringContext context, Value x, Value? weight, Value? bias, Value runningMean, Value runningVariance)
    {
        if (x.Positions == 1 && x.Steps <= 1)
            context.NeedBatch(2);
        GraphBuilder graph = context.Builder;
        Value reciprocal = GraphBuilder.ReciprocalFor(x);
        Expression count = Argument(1) * (1.0 / x.Positions);
        Axis axis = x.Channels == 1 ? Axis.All : Axis.Batch;
        Value sum = graph.Reduce("sum", Reduction.Sum, axis, Argument(0), detached: false, x);
        Value mean = graph.Map("mean", Argument(0) * count, preservesSign: false, sum, reciprocal);
        // Σ(x - mean) is zero, and with it the derivative of the squares with respect to the mean.
        Value squares = graph.Reduce("squares", Reduction.Sum, axis, Square(Argument(0) - Argument(1)), detached: false, constants: [mean], x, mean);
        Value variance = graph.Map("variance", Argument(0) * count, preservesSign: false, squares, reciprocal);
        Value inverse = graph.Map("inverse", 1.0 / Sqrt(Argument(0) + _epsilon), preservesSign: false, variance);

        context.Update(runningMean, (Argument(0) * (1 - _momentum)) + (Argument(1) * _momentum), mean);
        // The estimate is that of the population: n/(n - 1) = 1/(1 - 1/n).
        Expression unbiased = Argument(1) / (1.0 - (Argument(2) * (1.0 / x.Positions)));
        context.Update(runningVariance, (Argument(0) * (1 - _momentum)) + (unbiased * _momentum), variance, reciprocal);

        Expression normalized = (Argument(0) - Argument(1)) * Argument(2);
        return weight is null
            ? graph.Map("y", normalized, preservesSign: false, x, mean, inverse)
            : graph.Map("y", (normalized * Argument(3)) + Argument(4), preservesSign: false, x, mean, inverse, weight, bias!);
    }

    private Value LowerInference(GraphBuilder graph, Value x, Value? weight, Value? bias, Value runningMean, Value runningVariance)
    {
        Expression inverse = 1.0 / Sqrt(Argument(0) + _epsilon);
        Value scale = weight is null
            ? graph.Map("scale", inverse, preservesSign: false, runningVariance)
            : graph.Map("scale", Argument(1) * inverse, preservesSign: false, runningVariance, weight);
        Value shift = bias is null
            ? graph.Map("shift", -(Argument(0) * Argument(1)), preservesSign: false, runningMean, scale)
            : graph.Map("shift", Argument(2) - (Argument(0) * Argument(1)), preservesSign: false, runningMean, scale, bias);
        return graph.Map("y", (Argument(0) * Argument(1)) + Argument(2), preservesSign: false, x, scale, shift);
    }
}
