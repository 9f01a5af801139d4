using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>The layers of a gate: sigmoid(x·W + b), one number from 0 to 1 for every element of a branch.</summary>
internal static class Gate
{
    public static ImmutableArray<ExpandedLayer> Layers(string path, Value branch, double bias) => BlockExpansion.Expand(
        [
            new LayerDeclaration("Dense", new EquatableArray<Argument>(
                [new("units", branch.Length, null), new("BiasInit", 0, nameof(InitializerKind.Constant)), new("BiasInitScale", bias, null)])),
            new LayerDeclaration("Sigmoid", default),
        ],
        $"{path}.gate.");
}
