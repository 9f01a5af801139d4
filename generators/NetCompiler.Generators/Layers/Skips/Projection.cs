using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>The layers of a shortcut that gives an input the shape of a branch.</summary>
internal static class Projection
{
    /// <summary>A product without bias.</summary>
    public static ImmutableArray<ExpandedLayer> Layers(string path, Value branch) =>
        BlockExpansion.Expand([new LayerDeclaration("Dense", new EquatableArray<Argument>([new("units", branch.Length, null), new("Bias", 0, null)]))], $"{path}.shortcut.");
}
