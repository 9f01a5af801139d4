using System.Collections.Immutable;

namespace NetCompiler.Conformance.Tests.Interpreter;

/// <summary>Definitions written by hand, without the compiler.</summary>
internal static class Definitions
{
    /// <summary>A network of given layers over flat examples; the parameter vector ends with the last parameter.</summary>
    public static NetworkDefinition Network(LossDefinition? loss, params LayerDefinition[] layers) => new()
    {
        Name = "Hand.Written",
        Precision = Precision.Double,
        InputShape = layers[0].InputShape,
        Layers = [.. layers],
        Loss = loss,
        ParameterVectorLength = layers
            .SelectMany(layer => layer.Parameters)
            .Select(parameter => parameter.Offset + parameter.Length)
            .DefaultIfEmpty(0)
            .Max(),
    };

    public static LayerDefinition Dense(string path, int inputs, int outputs, int weightOffset, int? biasOffset)
    {
        ImmutableArray<ParameterInfo> weight = [Parameter($"{path}.weight", weightOffset, ParameterRole.Weight, inputs, outputs)];
        return new LayerDefinition(path, "Dense", [inputs], [outputs])
        {
            Parameters = biasOffset is int offset ? weight.Add(Parameter($"{path}.bias", offset, ParameterRole.Bias, outputs)) : weight,
        };
    }

    public static LayerDefinition Activation(string path, string kind, int features, string option = "", double value = 0.0)
    {
        var layer = new LayerDefinition(path, kind, [features], [features]);
        return option.Length == 0 ? layer : layer with { Options = layer.Options.Add(option, value) };
    }

    public static LayerDefinition PRelu(string path, int features, int offset, int slopes) => new(path, "PRelu", [features], [features])
    {
        Parameters = [Parameter($"{path}.slope", offset, ParameterRole.Slope, slopes)],
    };

    public static LossDefinition Loss(string kind, int targetLength, params (string Name, double Value)[] options) => new(kind, targetLength)
    {
        Options = options.ToImmutableDictionary(option => option.Name, option => option.Value),
    };

    /// <summary>Numbers in (-scale, scale) that look random, are evenly spread, and are the same on every run.</summary>
    public static double[] Numbers(int count, double scale = 1.0, int seed = 0)
    {
        const double GoldenRatio = 0.6180339887498949;
        return [.. Enumerable.Range(1, count).Select(i => scale * ((2.0 * (((i + (37 * seed)) * GoldenRatio) % 1.0)) - 1.0))];
    }

    private static ParameterInfo Parameter(string name, int offset, ParameterRole role, params int[] shape) =>
        new(name, offset, [.. shape], role, Initializer.Zeros);
}
