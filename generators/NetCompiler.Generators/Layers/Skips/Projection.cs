using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>The layers of a shortcut that gives an input the shape of a branch.</summary>
internal static class Projection
{
    /// <summary>A product without bias.</summary>
    /// <param name="path">The path of the layer with the branch.</param>
    /// <param name="input">The input.</param>
    /// <param name="branch">What it is added to.</param>
    /// <param name="isNormalized">Whether batch normalization follows.</param>
    /// <returns>The layers; null when no stride makes the positions of the input those of the branch.</returns>
    public static ImmutableArray<ExpandedLayer>? Layers(string path, Value input, Value branch, bool isNormalized)
    {
        if (Product(input, branch, new Argument("Bias", 0, null)) is not { } product)
            return null;
        return BlockExpansion.Expand(isNormalized ? [product, new LayerDeclaration("BatchNorm", default)] : [product], $"{path}.shortcut.");
    }

    /// <summary>The product that gives an input the shape of a branch: of feature maps a convolution of single positions, whose stride leaves out as many as the branch does.</summary>
    /// <param name="input">The input.</param>
    /// <param name="branch">What it stands next to.</param>
    /// <param name="arguments">Further arguments of the layer.</param>
    /// <returns>The layer; null when no stride makes the positions of the input those of the branch.</returns>
    public static LayerDeclaration? Product(Value input, Value branch, params Argument[] arguments)
    {
        if (input.Dimensions.Length == 1 || branch.Dimensions.Length != input.Dimensions.Length)
            return new LayerDeclaration("Dense", new EquatableArray<Argument>([new("units", branch.Length, null), .. arguments]));
        return Stride(input, branch) is not { } stride ? null : new LayerDeclaration(
            input.Dimensions.Length == 2 ? "Conv1D" : "Conv2D",
            new EquatableArray<Argument>([new("channels", branch.Channels, null), new("kernel", 1, null), new("Stride", stride, null), .. arguments]));
    }

    /// <summary>The stride that takes as many positions from the input as the branch has, the same in all directions; or null.</summary>
    private static int? Stride(Value input, Value branch)
    {
        int[] from = [.. input.Dimensions.Skip(1)], to = [.. branch.Dimensions.Skip(1)];
        int least = (from[0] + to[0] - 1) / to[0];
        // Several strides may give a single position.
        return Enumerable.Range(least, from.Max() - least + 1).Cast<int?>().FirstOrDefault(stride =>
            from.Zip(to, (before, after) => ((before - 1) / stride) + 1 == after).All(fits => fits));
    }
}
