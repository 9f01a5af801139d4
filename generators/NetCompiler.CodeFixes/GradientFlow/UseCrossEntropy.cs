using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Replaces a sigmoid and a loss of differences behind it by the cross-entropy of logits.</summary>
internal sealed class UseCrossEntropy : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.SquaredErrorOfSigmoid];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer last = network.Flow.Model.Layers[network.Flow.Model.Layers.Length - 1];
        if (network.Attribute(last) is { } sigmoid && network.Flow.Model.Declaration.Loss is { } loss && network.Attribute(loss) is { } difference)
        {
            yield return new Remedy("Use BinaryCrossEntropyWithLogits", nameof(UseCrossEntropy),
            [
                AttributeEdit.Replace(difference, attribute => AttributeArguments.Attribute("BinaryCrossEntropyWithLogits").WithTriviaFrom(attribute)),
                AttributeEdit.Remove(sigmoid),
            ]);
        }
    }
}
