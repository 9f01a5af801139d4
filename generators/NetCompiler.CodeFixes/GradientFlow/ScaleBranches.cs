using System.Collections.Immutable;
using System.Globalization;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Scales the branches of residual blocks by 1/√(number of blocks).</summary>
internal sealed class ScaleBranches : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.ExplodingGradient];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        int depth = network.Flow.Model.AllLayers.Count(layer => layer.Kind == "Residual");
        PlacedLayer[] blocks = [.. network.Written(layer => layer.Kind == "Residual")];
        if (blocks.Length == 0)
            yield break;
        string scale = Math.Round(1 / Math.Sqrt(depth), 3).ToString("R", CultureInfo.InvariantCulture);
        yield return new Remedy($"Write BranchScale = {scale} (1/√{depth})", nameof(ScaleBranches),
            [.. blocks.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithArgument("BranchScale", AttributeArguments.Value(scale))))]);
    }
}
