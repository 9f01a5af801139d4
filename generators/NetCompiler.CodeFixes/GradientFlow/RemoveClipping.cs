using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Removes clipping that does not help.</summary>
internal sealed class RemoveClipping : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.ClippedVanishing];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        if (network.Clipping is { } clipping)
            yield return new Remedy("Remove the clipping", nameof(RemoveClipping), [AttributeEdit.Remove(clipping)]);
    }
}
