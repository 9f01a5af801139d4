using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>The kind of layer that changes the error signal most between two places.</summary>
/// <param name="First">The first layer of the kind.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Log10">The decimal logarithm of the factor of all of them together.</param>
internal sealed record Culprit(PlacedLayer First, int Count, double Log10)
{
    /// <summary>Who shrinks the error signal most between the end of a list and the output of one of its layers.</summary>
    public static Culprit OfVanishing(FlowPath path, int layer) => Of(path, layer, sign: -1);

    /// <summary>Who stretches it most.</summary>
    public static Culprit OfExploding(FlowPath path, int layer) => Of(path, layer, sign: 1);

    /// <summary>The culprit and what it does, such as <c>30 × Sigmoid, each passes at most 1/4</c>.</summary>
    public string Describe(FlowPath path)
    {
        string each = FactorText.Of(Log10 / Count);
        if (Weights(path) is var (deviation, suitable) && Math.Abs(Math.Log10(deviation / suitable)) > 0.04)
            return $"{Count} × {First.Kind} with weights of standard deviation {FlowText.Number(deviation)}, where {FlowText.Number(suitable)} would keep the gradient level (×{each} each)";
        return GreatestSlope(path.Flow, First) is { } slope && slope < 0.9
            ? $"{Count} × {First.Kind}, each passes at most {FlowText.Slope(slope)} and {each} on average"
            : $"{Count} × {First.Kind}, each a factor of {each}";
    }

    /// <summary>The greatest slope of an activation; null for other layers.</summary>
    public static double? GreatestSlope(NetworkFlow flow, PlacedLayer layer)
    {
        if (layer.Layer is not ActivationLayer || flow.Model.Graph.Operations.OfType<Elementwise>().FirstOrDefault(map => map.Layer == layer.Path) is not { } map)
            return null;
        double[] x = [.. Enumerable.Range(-200, 401).Select(i => i / 10.0)];
        return Differentiation.Derivative.Of(map.Expression, 0).Evaluate([x], x.Length).Max(Math.Abs);
    }

    /// <summary>The standard deviation of the first weights of the culprit, and the one that suits the activation behind it; null when it has no weights of its own.</summary>
    public (double Deviation, double Suitable)? Weights(FlowPath path)
    {
        ParameterSpec? weight = First.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Weight);
        if (weight is null)
            return null;
        Initialization suitable = path.Layers.SkipWhile(layer => !ReferenceEquals(layer, First)).Skip(1).Select(layer => layer.Layer.PrecedingWeight).FirstOrDefault(choice => choice is not null)
            ?? new Initialization(InitializerKind.GlorotUniform);
        return (Math.Sqrt(InitialWeights.Of(weight).Second), Math.Sqrt(InitialWeights.Of(weight with { Initialization = suitable }).Second));
    }

    private static Culprit Of(FlowPath path, int layer, int sign)
    {
        return Enumerable.Range(layer + 1, path.Layers.Length - layer - 1)
            .GroupBy(i => path.Layers[i].Kind)
            .Select(group => new Culprit(path.Layers[group.First()], group.Count(), group.Sum(i => Share(path, i))))
            .OrderByDescending(culprit => sign * culprit.Log10)
            .First();
    }

    /// <summary>What a layer is to blame for: a weight for the difference to one that suits the activation behind it, an activation together with such a weight.</summary>
    private static double Share(FlowPath path, int layer)
    {
        if (path.Layers[layer].Layer.HasWeight)
            return path.Step(layer) - Suitable(path, layer);
        int weight = path.Layers[layer].Layer is ActivationLayer ? path.Layers.Take(layer).ToList().FindLastIndex(other => other.Layer.HasWeight) : -1;
        return path.Step(layer) + (weight < 0 ? 0 : Suitable(path, weight));
    }

    /// <summary>What a weight that suits the activation behind it would multiply with.</summary>
    private static double Suitable(FlowPath path, int layer) =>
        new Culprit(path.Layers[layer], 1, 0).Weights(path) is var (deviation, suitable) && deviation > 0 ? path.Step(layer) - Math.Log10(deviation / suitable) : 0;
}
