using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Removes biases that a normalization takes away again.</summary>
internal sealed class DropBias : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.BiasBeforeNorm];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] all = [.. network.Flow.Model.AllLayers];
        PlacedLayer[] biased =
        [
            .. network.Written(layer => layer.Declaration.Arguments.Any(argument => argument.Name is "Bias" or "BiasInit")
                && Array.IndexOf(all, layer) is var i && i + 1 < all.Length && all[i + 1].Layer.IgnoresBias),
        ];
        if (biased.Length > 0)
            yield return new Remedy("Remove the bias", nameof(DropBias), [.. biased.Select(layer => Edit(network, layer))]);
    }

    /// <summary>Removes one bias.</summary>
    public static AttributeEdit Edit(AnalyzedNetwork network, PlacedLayer layer) =>
        AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithoutArguments("Bias", "BiasInit", "BiasInitScale"));
}
