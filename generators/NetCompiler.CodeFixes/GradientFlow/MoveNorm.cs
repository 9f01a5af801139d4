using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Puts a normalization behind the activation that it stands in front of, so that it takes the mean of the activation away.</summary>
internal sealed class MoveNorm : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.NormBeforeSigmoid];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] all = [.. network.Flow.Model.AllLayers];
        PlacedLayer[] norms = [.. network.Written(layer => layer.Kind is "LayerNorm" or "RmsNorm" && Behind(all, layer) is { } next && network.Attribute(next) is not null)];
        if (norms.Length == 0)
            yield break;
        // Without the mean being subtracted it would not help.
        yield return new Remedy("Put LayerNorm behind the activation", nameof(MoveNorm),
        [
            .. norms.Select(layer => AttributeEdit.InsertAfter(network.Attribute(Behind(all, layer)!)!, "LayerNorm")),
            .. norms.Select(layer => AttributeEdit.Remove(network.Attribute(layer)!)),
        ]);
        yield return new Remedy("Use BatchNorm", $"{nameof(MoveNorm)}.{nameof(InsertNorm)}",
            [.. norms.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => AttributeArguments.Attribute("BatchNorm").WithTriviaFrom(attribute)))]);
    }

    private static PlacedLayer? Behind(PlacedLayer[] all, PlacedLayer layer) =>
        Array.IndexOf(all, layer) + 1 is var next && next < all.Length && all[next].Layer is ActivationLayer ? all[next] : null;
}
