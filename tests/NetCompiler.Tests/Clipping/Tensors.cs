namespace NetCompiler.Tests.Clipping;

/// <summary>Definitions of dense layers with gaps between the tensors, which hold zero.</summary>
internal static class Tensors
{
    public static NetworkDefinition Dense(params int[] widths) => Create([], widths);

    /// <summary>The same with filters of 3 × 2 in the first layer.</summary>
    public static NetworkDefinition Convolution(params int[] widths) => Create([3, 2], widths);

    private static NetworkDefinition Create(int[] kernel, int[] widths)
    {
        int offset = 0;
        var layers = new List<LayerDefinition>();
        for (int i = 0; i + 1 < widths.Length; i++)
        {
            (int inputs, int outputs) = (widths[i], widths[i + 1]);
            ParameterInfo weight = Next($"layers.{i}.weight", i == 0 ? [.. kernel, inputs, outputs] : [inputs, outputs], ParameterRole.Weight);
            ParameterInfo bias = Next($"layers.{i}.bias", [outputs], ParameterRole.Bias);
            layers.Add(new LayerDefinition($"layers.{i}", "Dense", [inputs], [outputs]) { Parameters = [weight, bias] });
        }

        return new NetworkDefinition
        {
            Name = "Tensors", Precision = Precision.Double, InputShape = [widths[0]], Layers = [.. layers], ParameterVectorLength = offset,
        };

        ParameterInfo Next(string name, int[] shape, ParameterRole role)
        {
            var parameter = new ParameterInfo(name, offset, [.. shape], role, Initializer.Zeros);
            offset += (parameter.Length + 16) / 16 * 16;
            return parameter;
        }
    }

    /// <summary>Normal numbers in the tensors, zero between them.</summary>
    public static double[] Draw(NetworkDefinition definition, ulong seed, double scale)
    {
        var random = new Philox(seed, 0);
        var vector = new double[definition.ParameterVectorLength];
        foreach (ParameterInfo tensor in definition.Parameters)
        {
            for (int i = tensor.Offset; i < tensor.Offset + tensor.Length; i++)
                vector[i] = (float)(scale * random.Normal((ulong)i));
        }

        return vector;
    }
}
