using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Replaces the activations that take most of the gradient, and leaves the initialisers in front to the new ones.</summary>
internal sealed class ReplaceActivation : RemedyKind
{
    private static readonly (string Kind, string With)[] s_better = [("Relu", "Relu + He"), ("Tanh", "Tanh + LeCun"), ("Selu", "Selu + LeCun")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.VanishingGradient];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        // The activation of the output is part of what the network computes.
        PlacedLayer output = network.Flow.Model.Layers[network.Flow.Model.Layers.Length - 1];
        if (network.Culprit is not { Layer: ActivationLayer } culprit)
            yield break;
        PlacedLayer[] activations = [.. network.Written(layer => layer.Kind == culprit.Kind && !ReferenceEquals(layer, output))];
        PlacedLayer[] weights = [.. network.Written(layer => layer.Declaration.Arguments.Any(argument => argument.Name == "Init"))];
        foreach ((string kind, string with) in s_better.Where(better => better.Kind != culprit.Kind && activations.Length > 0))
        {
            yield return new Remedy($"Replace {culprit.Kind} with {with}", $"{nameof(ReplaceActivation)}.{kind}",
            [
                .. activations.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => AttributeArguments.Attribute(kind).WithTriviaFrom(attribute))),
                .. weights.Select(layer => LeaveInitializer.Edit(network, layer)),
            ]);
        }
    }
}
