using System.Collections.Immutable;
using System.Globalization;
using NetCompiler.Generators;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Starts the gates of highways as closed as their depth demands.</summary>
internal sealed class SetGateBias : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.VanishingGradient];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        int depth = network.Flow.Model.Layers.Count(layer => layer.Kind == "Highway");
        PlacedLayer[] highways = [.. network.Written(layer => layer.Kind == "Highway")];
        if (highways.Length == 0)
            yield break;
        string bias = Vanishing.HighwayBias(depth).ToString("R", CultureInfo.InvariantCulture);
        yield return new Remedy($"Start the gates at GateBias = {bias}", nameof(SetGateBias),
            [.. highways.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithArgument("GateBias", AttributeArguments.Value(bias))))]);
    }
}
