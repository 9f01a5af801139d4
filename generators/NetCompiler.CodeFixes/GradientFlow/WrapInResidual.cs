using System.Collections.Immutable;
using NetCompiler.Generators;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Puts a residual path around the repeated blocks, which may begin with a projection.</summary>
internal sealed class WrapInResidual : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.VanishingGradient, DiagnosticId.NormalizedDepth, DiagnosticId.DepthOverWidth];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        foreach (LayerDeclaration repeat in network.Flow.Model.Declaration.Layers)
        {
            if (repeat is not { Kind: "Repeat", Count: > 1, Blocks: [{ Composite: null, Layers: [var first, ..] } block] } || network.Attribute(first) is not { } attribute)
                continue;
            yield return new Remedy($"Make {block.Name} a residual block", nameof(WrapInResidual), [AttributeEdit.InsertBefore(attribute, "Residual")]);
            yield return new Remedy($"Make {block.Name} a residual block with a projection", $"{nameof(WrapInResidual)}.Projection",
                [AttributeEdit.InsertBefore(attribute, "Residual(Shortcut = global::NetCompiler.Shortcut.Projection)")]);
        }
    }
}
