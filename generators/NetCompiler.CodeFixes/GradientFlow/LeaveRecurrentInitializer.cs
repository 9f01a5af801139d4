using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Removes written initialisers of recurrent weights, which then start orthogonal.</summary>
internal sealed class LeaveRecurrentInitializer : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.UngatedSpan, DiagnosticId.GateBias, DiagnosticId.ExplodingGradient];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] written = [.. network.Written(layer => layer.Declaration.Arguments.Any(argument => argument.Name == "RecurrentInit"))];
        if (written.Length > 0)
        {
            yield return new Remedy("Use orthogonal recurrent weights", nameof(LeaveRecurrentInitializer),
                [.. written.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithoutArguments("RecurrentInit", "RecurrentInitScale")))]);
        }
    }
}
