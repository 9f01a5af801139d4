namespace NetCompiler.Tests.Clipping;

/// <summary>Clipping written from its definitions, element by element in double.</summary>
internal static class ReferenceClipping
{
    public static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    public static double[] Apply(GradientClipping clipping, NetworkDefinition definition, double[] gradients, double[] parameters)
    {
        double[] result = [.. gradients];
        switch (clipping.Kind)
        {
            case "ClipByValue":
                return [.. gradients.Select(value => Math.Clamp(value, -clipping.Limit, clipping.Limit))];
            case "ClipByGlobalNorm":
                Scale(result, [.. Enumerable.Range(0, result.Length)], clipping.Limit);
                break;
            case "ClipByNorm":
                foreach (ParameterInfo tensor in definition.Parameters)
                    Scale(result, [.. Enumerable.Range(tensor.Offset, tensor.Length)], clipping.Limit);
                break;
            case "AdaptiveClip":
                LayerDefinition last = definition.AllLayers.Last(layer => layer.Parameters.Any(parameter => parameter.Role == ParameterRole.Weight));
                foreach (ParameterInfo tensor in definition.Parameters.Except(last.Parameters))
                {
                    int units = tensor.Shape.Length > 1 ? tensor.Shape[^1] : 1;
                    foreach (IGrouping<int, int> unit in Enumerable.Range(0, tensor.Length).GroupBy(i => i % units, i => tensor.Offset + i))
                        Scale(result, [.. unit], clipping.Limit * Math.Max(Norm(unit.Select(i => parameters[i])), 1e-3));
                }

                break;
        }

        return result;
    }

    private static void Scale(double[] values, int[] indices, double limit)
    {
        double norm = Norm(indices.Select(i => values[i]));
        foreach (int i in indices)
            values[i] *= Math.Min(1.0, limit / norm);
    }
}
