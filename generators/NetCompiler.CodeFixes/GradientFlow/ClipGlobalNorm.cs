using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Clips the gradient by its global norm, behind the last layer or the loss.</summary>
internal sealed class ClipGlobalNorm : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.ExplodingGradient];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        if (network.LastAttribute is { } last)
            yield return new Remedy("Clip by the global norm", nameof(ClipGlobalNorm), [AttributeEdit.InsertAfter(last, "ClipByGlobalNorm(1)")]);
    }
}
