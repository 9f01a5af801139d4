using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Puts a batch normalization in front of every activation that has a weight in front of it, or a layer normalization behind it.</summary>
internal sealed class InsertNorm : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.VanishingGradient, DiagnosticId.SaturatedAtStart];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] all = [.. network.Flow.Model.AllLayers];
        PlacedLayer output = network.Flow.Model.Layers[network.Flow.Model.Layers.Length - 1];
        PlacedLayer[] activations =
        [
            .. network.Written(layer => layer.Layer is ActivationLayer && !ReferenceEquals(layer, output) && Array.IndexOf(all, layer) is var i && i > 0 && all[i - 1].Layer.HasWeight),
        ];
        if (activations.Length == 0)
            yield break;
        // A bias in front of it would have no effect.
        PlacedLayer[] biased = [.. network.Written(layer => layer.Declaration.Arguments.Any(argument => argument.Name is "Bias" or "BiasInit"))];
        yield return new Remedy("Insert BatchNorm in front of the activations", nameof(InsertNorm),
        [
            .. activations.Select(layer => AttributeEdit.InsertBefore(network.Attribute(layer)!, "BatchNorm")),
            .. biased.Select(layer => DropBias.Edit(network, layer)),
        ]);
        // In front of an activation with a mean it would not help, behind any it does.
        yield return new Remedy("Insert LayerNorm behind the activations", $"{nameof(InsertNorm)}.LayerNorm",
            [.. activations.Select(layer => AttributeEdit.InsertAfter(network.Attribute(layer)!, "LayerNorm"))]);
    }
}
