using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>Shapes in messages.</summary>
internal static class Shapes
{
    /// <summary>A shape as people write it, such as <c>[16, 8, 8]</c>.</summary>
    public static string Text(Value value) => $"[{string.Join(", ", value.Shape)}]";

    /// <summary>What a value is and how large, such as <c>a sequence of 5 steps of 3 features</c>.</summary>
    public static string Describe(Value value)
    {
        string step = value.Dimensions.Length == 1 ? Count(value.Length, "feature") : $"[{string.Join(", ", value.Dimensions)}]";
        return value.IsSequence ? $"a sequence of {Count(value.Steps, "step")} of {step}"
            : value.Dimensions.Length == 1 ? $"a vector of {step}" : $"feature maps {step}";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
