using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generators;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Replaces recurrent layers without gates by ones that keep their state over all steps.</summary>
internal sealed class ReplaceRnn : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.UngatedSpan];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] plain = [.. network.Written(layer => layer.Kind == "Rnn")];
        string bias = KeepState.Bias(network);
        foreach (string kind in plain.Length > 0 ? ["Gru", "Lstm"] : Array.Empty<string>())
        {
            string argument = FlowLimits.GateArgument(kind)!;
            yield return new Remedy($"Replace Rnn with {kind}({argument} = {bias})", $"{nameof(ReplaceRnn)}.{kind}",
                [.. plain.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => Gated(attribute, kind, argument, bias)))]);
        }
    }

    /// <summary>The initialisers of an Rnn are those that suit its activation.</summary>
    private static AttributeSyntax Gated(AttributeSyntax attribute, string kind, string argument, string bias) => attribute
        .WithoutArguments("Activation", "Init", "InitScale", "RecurrentInit", "RecurrentInitScale")
        .Renamed(kind)
        .WithArgument(argument, AttributeArguments.Value(bias));
}
