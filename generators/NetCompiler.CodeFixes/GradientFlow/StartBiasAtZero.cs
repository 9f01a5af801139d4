using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Lets negative biases start at 0.</summary>
internal sealed class StartBiasAtZero : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.DeadUnits, DiagnosticId.SaturatedAtStart];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] negative = [.. network.Written(layer => layer.Declaration.Arguments.Any(argument => argument is { Name: "BiasInitScale", Value: < 0 }))];
        if (negative.Length > 0)
        {
            yield return new Remedy("Start the bias at 0", nameof(StartBiasAtZero),
                [.. negative.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithoutArguments("BiasInit", "BiasInitScale")))]);
        }
    }
}
