using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>The layers of a gate: sigmoid(x·W + b), one number from 0 to 1 for every element of a branch.</summary>
internal static class Gate
{
    /// <summary>Appends a gate; of feature maps a convolution of single positions.</summary>
    /// <returns>The gate, in the shape of the branch; null when no stride makes the positions of the input those of the branch, which is reported.</returns>
    public static Value? Lower(LoweringContext context, Value input, Value branch, double bias)
    {
        if (Projection.Product(input, branch, new("BiasInit", 0, nameof(InitializerKind.Constant)), new("BiasInitScale", bias, null)) is { } product)
        {
            ImmutableArray<ExpandedLayer> layers = BlockExpansion.Expand([product, new LayerDeclaration("Sigmoid", default)], $"{context.Path}.gate.");
            return context.LowerBranch(layers, input, static () => null).Reshaped(branch.Dimensions);
        }

        context.Report(DiagnosticId.SkipMismatch,
            $"{context.Describe}: the layers turn {Shapes.Text(input)} into {Shapes.Text(branch)}, but no stride of a gate takes the positions of the one to those of the other; keep {Shapes.Text(input)} or divide it by a stride, for example with Padding = Padding.Same");
        return null;
    }
}
