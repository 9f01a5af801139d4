using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>What layers over feature maps ask of their input.</summary>
internal static class FeatureMap
{
    /// <summary>Whether the input has as many dimensions as the layer needs; otherwise it is reported.</summary>
    /// <param name="dimensions">The numbers of dimensions that the layer takes: 2 for channels along a line, 3 for maps.</param>
    public static bool Check(LoweringContext context, Value input, params int[] dimensions)
    {
        if (input.IsSequence)
        {
            context.Report(DiagnosticId.ShapeMismatch,
                $"{context.Describe}: the layer works on one feature map, but its input {Shapes.Text(input)} is a sequence of {input.Steps} steps; write CausalConv1D, or let LastStep or MeanOverTime make one step of all in front of it");
            return false;
        }

        if (dimensions.Contains(input.Dimensions.Length))
            return true;
        string needed = string.Join(" or ", dimensions.Select(count => count == 2 ? "[channels, length]" : "[channels, height, width]"));
        string example = dimensions.Contains(3) ? "1, 28, 28" : "1, 100";
        context.Report(DiagnosticId.ShapeMismatch,
            $"{context.Describe}: the input has the shape {Shapes.Text(input)}, but {needed} is needed; declare for example [Input({example})], or put Reshape({example}) in front");
        return false;
    }
}
