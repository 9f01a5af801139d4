using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Removes written initialisers, so that each follows from the activation behind the layer.</summary>
internal sealed class LeaveInitializer : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.InitialiserMismatch, DiagnosticId.VanishingGradient, DiagnosticId.ExplodingGradient, DiagnosticId.SaturatedAtStart];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] written = [.. network.Written(layer => layer.Declaration.Arguments.Any(argument => argument.Name == "Init"))];
        if (written.Length > 0)
            yield return new("Use the initialiser that suits the activation", nameof(LeaveInitializer), [.. written.Select(layer => Edit(network, layer))]);
    }

    /// <summary>Leaves one initialiser to the activation.</summary>
    public static AttributeEdit Edit(AnalyzedNetwork network, PlacedLayer layer) =>
        AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithoutArguments("Init", "InitScale", "InitFan"));
}
