using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>Shapes in messages.</summary>
internal static class Shapes
{
    /// <summary>A shape as people write it, such as <c>[16, 8, 8]</c>.</summary>
    public static string Text(Value value) => $"[{string.Join(", ", value.Shape)}]";
}
