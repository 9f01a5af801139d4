using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.FeatureMaps;

/// <summary>What layers over feature maps ask of their input.</summary>
internal static class FeatureMap
{
    /// <summary>Whether the input has as many dimensions as the layer needs; otherwise it is reported.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="overSteps">The layer that does as much with the steps of a sequence; null when there is none.</param>
    /// <param name="dimensions">The numbers of dimensions that the layer takes: 2 for channels along a line, 3 for maps.</param>
    public static bool Check(LoweringContext context, Value input, string? overSteps, params int[] dimensions)
    {
        if (input.IsSequence)
        {
            context.Report(DiagnosticId.ShapeMismatch,
                $"{context.Describe}: the layer works on one feature map, but its input {Shapes.Text(input)} is a sequence of {input.Steps} steps; {(overSteps is null ? "leave it out" : $"write {overSteps}")}, or declare a feature map, for example {Declaration(dimensions)}");
            return false;
        }

        if (dimensions.Contains(input.Dimensions.Length))
            return true;
        string needed = string.Join(" or ", dimensions.Select(count => count == 2 ? "[channels, length]" : "[channels, height, width]"));
        string remedy = context.EndOfSteps is { } end
            ? $"{end.Name} has made one vector of all steps, so leave {context.Kind} out, or put Reshape({Example(dimensions)}) in front"
            : $"declare for example {Declaration(dimensions)}, or put Reshape({Example(dimensions)}) in front";
        context.Report(DiagnosticId.ShapeMismatch, $"{context.Describe}: the input has the shape {Shapes.Text(input)}, but {needed} is needed; {remedy}");
        return false;
    }

    private static string Declaration(int[] dimensions) => $"[Input({Example(dimensions)})]";

    private static string Example(int[] dimensions) => dimensions.Contains(3) ? "1, 28, 28" : "1, 100";
}
