using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>Mean and variance of groups of the elements of each example: of all elements, or of runs of equally many channels with all their positions.</summary>
/// <param name="graph">The graph.</param>
/// <param name="x">What is normalised; with several groups, the channels are innermost.</param>
/// <param name="groups">How many groups, a divisor of the channels.</param>
internal sealed class ExampleStatistics(GraphBuilder graph, Value x, int groups)
{
    /// <summary>The reciprocal of the elements of a group.</summary>
    private double Fraction => (double)groups / x.Length;

    /// <summary>The factor that gives a group the standard deviation 1, and its mean, each so that it is broadcast to x.</summary>
    // In two passes: the squares of the numbers themselves would lose the variance where the mean is large.
    public (Value Mean, Value Inverse) Standardize(double epsilon)
    {
        Value mean = Spread(graph.Map("mean", Argument(0) * Fraction, preservesSign: false, Sum("sum", Argument(0), constants: [], x)));
        // Σ(x - mean) is zero, and with it the derivative of the squares with respect to the mean.
        Value squares = Sum("squares", Square(Argument(0) - Argument(1)), constants: [mean], x, mean);
        return (mean, Inverse(squares, epsilon));
    }

    /// <summary>The factor that gives a group the mean square 1.</summary>
    public Value Scale(double epsilon) => Inverse(Sum("squares", Square(Argument(0)), constants: [], x), epsilon);

    private Value Inverse(Value squares, double epsilon) =>
        Spread(graph.Map("inverse", 1.0 / Sqrt((Argument(0) * Fraction) + epsilon), preservesSign: false, squares));

    /// <summary>The sum over each group: of a feature map first over the positions of each channel.</summary>
    private Value Sum(string name, Expression expression, ImmutableArray<Value> constants, params Value[] operands)
    {
        if (groups == 1 || x.Positions == 1)
            return graph.SumOfFeatures(name, groups, expression, constants, operands);
        Value ofChannels = graph.SumOfFeatures(name, x.Channels, expression, constants, operands);
        return groups == x.Channels ? ofChannels : graph.SumOfFeatures(name, groups, Argument(0), constants: [], ofChannels);
    }

    private Value Spread(Value value) => groups == 1 || groups == x.Channels ? value : graph.Repeat(value, x.Channels);
}
